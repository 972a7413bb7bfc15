/** Shapes as they stand in the address, in the map's own datum. */

type Position = [number, number]
export interface Outline {
  type: 'Polygon'
  coordinates: Position[][]
}

const near = (n: number) => Number(n.toFixed(5))

/** The text of a drawn ring: a rectangle where it is one, else a polygon. */
export function textOfRing(ring: readonly (readonly number[])[]): string {
  const open = ring.slice(0, -1).map(([x, y]) => [near(x ?? 0), near(y ?? 0)] as Position)
  const [xs, ys] = [new Set(open.map((p) => p[0])), new Set(open.map((p) => p[1]))]
  if (open.length === 4 && xs.size === 2 && ys.size === 2) {
    return `r:${Math.min(...xs)},${Math.min(...ys)},${Math.max(...xs)},${Math.max(...ys)}`
  }
  return `p:${open.map((p) => p.join(',')).join(';')}`
}

/** The text of a circle around a place. */
export function textOfCircle([lon, lat]: readonly [number, number], metres: number): string {
  return `c:${near(lon)},${near(lat)},${Math.round(metres)}`
}

/** How many metres lie between two places; for drawing. */
export function metresBetween([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  const rad = Math.PI / 180
  const h = Math.sin(((d - b) * rad) / 2) ** 2 + Math.cos(b * rad) * Math.cos(d * rad) * Math.sin(((c - a) * rad) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h))
}

/** The outline to draw for a text; none for one that is no shape. */
export function outlineOf(text: string): Outline | undefined {
  const numbers = text.slice(2).split(/[,;]/).map(Number)
  if (!text || numbers.some((n) => !Number.isFinite(n))) return undefined
  const polygon = (ring: Position[]): Outline => ({ type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] })
  if (text.startsWith('r:') && numbers.length === 4) {
    const [w, s, e, n] = numbers as [number, number, number, number]
    return polygon([[w, s], [e, s], [e, n], [w, n]])
  }
  if (text.startsWith('c:') && numbers.length === 3) {
    const [lon, lat, metres] = numbers as [number, number, number]
    const up = (metres / 6_371_008.8) * (180 / Math.PI)
    const aside = up / Math.cos((lat * Math.PI) / 180)
    return polygon(Array.from({ length: 64 }, (_, i) => [lon + aside * Math.cos((i * Math.PI) / 32), lat + up * Math.sin((i * Math.PI) / 32)] as Position))
  }
  if (text.startsWith('p:') && numbers.length >= 6 && numbers.length % 2 === 0) {
    return polygon(Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]] as Position))
  }
  return undefined
}
