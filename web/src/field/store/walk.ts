// What a track has reached of its node, shown on the phone while it is walked. The server reckons the figures that count;
// both sides are held to one example (walk.example.json), so that nobody is shown one coverage and told another.

export interface WalkFix {
  lon: number
  lat: number
  accuracy_m: number
  at: string
}
export interface WalkRules {
  accuracy_m: number
  gap_minutes: number
  speed_km_h: number
  reach_m: number
}
export interface WalkLattice {
  west: number
  south: number
  step_lon: number
  step_lat: number
  side_m: number
  columns: number
  squares: string
}
export type Leg = readonly [WalkFix, WalkFix]
type Area = readonly [number, number, number, number]

const earth = 6_371_008.8
const rad = Math.PI / 180

function metres(a: WalkFix, b: WalkFix): number {
  const phi = Math.sin(((b.lat - a.lat) * rad) / 2)
  const lambda = Math.sin(((b.lon - a.lon) * rad) / 2)
  const h = phi * phi + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * lambda * lambda
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Two fixes that follow each other, sure enough, near enough in time, and no faster than anybody walks or rides. */
function legOf(from: WalkFix, to: WalkFix, rules: WalkRules): Leg | undefined {
  const ms = Date.parse(to.at) - Date.parse(from.at)
  const fits = ms > 0 && ms <= rules.gap_minutes * 60_000 && metres(from, to) <= (rules.speed_km_h * ms) / 3600
  return fits ? [from, to] : undefined
}

export function legsOf(fixes: readonly WalkFix[], rules: WalkRules): Leg[] {
  const sure = fixes.filter((f) => f.accuracy_m <= rules.accuracy_m)
  return sure.map((fix, n) => (n ? legOf(sure[n - 1]!, fix, rules) : undefined)).filter((leg) => !!leg)
}

export const lengthOf = (legs: readonly Leg[]) => Math.round(legs.reduce((sum, [a, b]) => sum + metres(a, b), 0))

/** A share in whole per cent, rounded half up as the desk shows it. */
export const percentOf = (part: number, of: number) => Math.floor((200 * part + of) / (2 * of))

/** Which squares of the lattice are cells of the node. */
export function cellsOf(lattice: WalkLattice): boolean[] {
  return [...lattice.squares.matchAll(/../g)].flatMap(([pair]) => Array.from({ length: 8 }, (_, bit) => ((parseInt(pair, 16) >> bit) & 1) === 1))
}

/** Adds the squares that a leg reaches. */
export function reachInto(reached: Set<number>, lattice: WalkLattice, cells: readonly boolean[], [from, to]: Leg, reachM: number): void {
  const reach = Math.max(reachM, lattice.side_m * Math.SQRT1_2)
  const [mx, my] = [lattice.side_m / lattice.step_lon, lattice.side_m / lattice.step_lat]
  const rows = Math.floor(cells.length / lattice.columns)
  const span = (a: number, b: number, start: number, step: number, m: number, count: number) =>
    [Math.min(a, b) - reach / m, Math.max(a, b) + reach / m].map((at) => Math.min(count, Math.max(0, Math.round((at - start) / step)))) as [number, number]
  const [left, right] = span(from.lon, to.lon, lattice.west, lattice.step_lon, mx, lattice.columns)
  const [low, high] = span(from.lat, to.lat, lattice.south, lattice.step_lat, my, rows)
  for (let row = low; row < high; row++) {
    for (let column = left; column < right; column++) {
      const square = row * lattice.columns + column
      if (!cells[square] || reached.has(square)) continue
      const [lon, lat] = [lattice.west + (column + 0.5) * lattice.step_lon, lattice.south + (row + 0.5) * lattice.step_lat]
      const [ax, ay] = [(from.lon - lon) * mx, (from.lat - lat) * my]
      const [dx, dy] = [(to.lon - from.lon) * mx, (to.lat - from.lat) * my]
      const size = dx * dx + dy * dy
      const along = size > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / size)) : 0
      if (Math.hypot(ax + along * dx, ay + along * dy) <= reach) reached.add(square)
    }
  }
}

/** The cells that were reached, or the others, as rectangles; neighbours of a row in one. */
export function areasOf(lattice: WalkLattice, cells: readonly boolean[], reached: ReadonlySet<number>, wanted: boolean): Area[] {
  const areas: Area[] = []
  const rows = Math.floor(cells.length / lattice.columns)
  for (let row = 0; row < rows; row++) {
    let first = -1
    for (let column = 0; column <= lattice.columns; column++) {
      const square = row * lattice.columns + column
      const here = column < lattice.columns && !!cells[square] && reached.has(square) === wanted
      if (here && first < 0) first = column
      if (here || first < 0) continue
      const { west, south, step_lon: x, step_lat: y } = lattice
      areas.push([west + first * x, south + row * y, west + column * x, south + (row + 1) * y])
      first = -1
    }
  }
  return areas
}
