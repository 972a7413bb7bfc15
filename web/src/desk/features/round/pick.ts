import type { SiteCandidate } from '@/shared/api/types'

/** What the list of candidates is narrowed by. */
export interface Narrow {
  q: string
  type: string
  node: string
  demonstration: boolean
  chosenOnly: boolean
}

export const wide = (): Narrow => ({ q: '', type: '', node: '', demonstration: false, chosenOnly: false })

/** The candidates that a narrowing leaves, in their order. */
export function narrowed(sites: readonly SiteCandidate[], by: Narrow, chosen: ReadonlySet<string>): SiteCandidate[] {
  const q = by.q.trim().toLowerCase()
  return sites.filter(
    (s) =>
      (!q || s.name.toLowerCase().includes(q) || s.code.toLowerCase().includes(q)) &&
      (!by.type || s.type === by.type) &&
      (!by.node || s.nodes.includes(by.node)) &&
      (!by.demonstration || s.demonstration) &&
      (!by.chosenOnly || chosen.has(s.id)),
  )
}

/** A choice with these sites in it or out of it. */
export function withSites(chosen: ReadonlySet<string>, ids: readonly string[], on: boolean): Set<string> {
  const next = new Set(chosen)
  for (const id of ids) {
    if (on) next.add(id)
    else next.delete(id)
  }
  return next
}

export type Point = readonly [number, number]

/** Whether a point lies inside a drawn ring; the ring closes by itself. */
export function inside(ring: readonly Point[], [x, y]: Point): boolean {
  let within = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as Point
    const [xj, yj] = ring[j] as Point
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within
  }
  return within
}

/** The sites with a place inside a drawn ring. */
export function lassoed<S extends { id: string; lon?: number | null; lat?: number | null }>(sites: readonly S[], ring: readonly Point[]): string[] {
  if (ring.length < 3) return []
  return sites.filter((s) => s.lon != null && s.lat != null && inside(ring, [s.lon, s.lat])).map((s) => s.id)
}
