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

/** An SVG path of the rings fitted into a square of `size`, north up, longitudes narrowed by latitude. */
export function pathOf(rings: Ring[], size: number): string {
  const points = rings.flat()
  if (points.length === 0) return ''
  const lats = points.map((p) => p[1])
  const lons = points.map((p) => p[0])
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)]
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const span = Math.max((east - west) * narrow, north - south) || 1
  const k = size / span
  const dx = (size - (east - west) * narrow * k) / 2
  const dy = (size - (north - south) * k) / 2
  const at = ([lon, lat]: [number, number]) => `${(dx + (lon - west) * narrow * k).toFixed(1)} ${(dy + (north - lat) * k).toFixed(1)}`
  return rings.map((r) => `M${r.map(at).join('L')}Z`).join('')
}
