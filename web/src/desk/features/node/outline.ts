type Ring = [number, number][]

interface Shape {
  type: string
  coordinates: unknown
}

/** The rings of a polygon or multipolygon; anything else has none. */
export function ringsOf(shape?: unknown): Ring[] {
  const s = shape as Shape | null | undefined
  if (s?.type === 'Polygon') return s.coordinates as Ring[]
  if (s?.type === 'MultiPolygon') return (s.coordinates as Ring[][]).flat()
  return []
}

/** Places a point of the ground in a square of `size`, north up, longitudes narrowed by latitude. */
function fit(points: Ring, size: number): (point: [number, number]) => string {
  const lats = points.map((p) => p[1])
  const lons = points.map((p) => p[0])
  const least = (all: number[]) => all.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (all: number[]) => all.reduce((a, b) => Math.max(a, b), -Infinity)
  const [west, east, south, north] = [least(lons), most(lons), least(lats), most(lats)]
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const span = Math.max((east - west) * narrow, north - south) || 1
  const k = size / span
  const dx = (size - (east - west) * narrow * k) / 2
  const dy = (size - (north - south) * k) / 2
  return ([lon, lat]) => `${(dx + (lon - west) * narrow * k).toFixed(1)} ${(dy + (north - lat) * k).toFixed(1)}`
}

/** SVG paths of several shapes in one square that holds `frame`; shapes without rings are left out. */
export function pathsWithin(frame: Ring[], shapes: Ring[][], size: number): string[] {
  const points = frame.flat()
  if (points.length === 0) return []
  const at = fit(points, size)
  return shapes.filter((rings) => rings.length).map((rings) => rings.map((r) => `M${r.map(at).join('L')}Z`).join(''))
}

/** An SVG path of the rings fitted into a square of `size`. */
export function pathOf(rings: Ring[], size: number): string {
  return pathsWithin(rings, [rings], size)[0] ?? ''
}
