import type { LostPointView } from '@/shared/api/types'
import { sizeOf } from '@/shared/ui/figure'

/** Along what the ledger is grouped, in the order they are offered. */
export const groupings = ['unit', 'type', 'item', 'node', 'cause'] as const
export type Grouping = (typeof groupings)[number]

/** By what of the address the ledger is narrowed. */
export const narrowings = ['unit', 'type', 'item', 'node', 'site', 'cause'] as const

/** What of an address narrows the ledger. */
export function narrowingOf(query: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(narrowings.map((n) => [n, query[n]]).filter((e): e is [string, string] => typeof e[1] === 'string' && e[1] !== ''))
}

/** How to go on after a group was opened: by cause, since that is the next question; after a cause, by unit. */
export function nextBy(by: Grouping, narrowed: Record<string, string>): Grouping {
  const order: Grouping[] = by === 'cause' ? ['unit', 'item', 'type', 'node'] : ['cause', 'item', 'unit', 'type', 'node']
  return order.find((g) => g !== by && !narrowed[g]) ?? by
}

export const sorts = ['lost', 'site', 'item', 'unit'] as const
export type Sort = (typeof sorts)[number]

/** The lines of the ledger in an order; equal ones stay as they were found. */
export function sorted(points: readonly LostPointView[], by: Sort): LostPointView[] {
  const text = (p: LostPointView) => (by === 'site' ? p.site.name : by === 'item' ? p.item.code : (p.unit?.name ?? ''))
  const order = by === 'lost' ? (a: LostPointView, b: LostPointView) => (sizeOf(b.lost) ?? 0) - (sizeOf(a.lost) ?? 0) : (a: LostPointView, b: LostPointView) => text(a).localeCompare(text(b), 'zh-CN')
  return [...points].sort(order)
}

/** One lost point and the cause it is to have, with the one that was seen. */
export interface Assignment {
  lost_point_id: string
  cause: string | null
  seen: string | null
}

/** Gives one cause to all of these. */
export function giving(points: readonly LostPointView[], cause: string | null): Assignment[] {
  return points.map((p) => ({ lost_point_id: p.id, cause, seen: p.cause?.code ?? null }))
}

/** Gives each the cause its rule proposes. */
export function accepting(points: readonly LostPointView[]): Assignment[] {
  return points.flatMap((p) => (p.proposal ? [{ lost_point_id: p.id, cause: p.proposal.cause.code, seen: p.cause?.code ?? null }] : []))
}

/** Puts back what was there before, of what was really given. */
export function undoing(results: readonly { lost_point_id: string; outcome: string; before?: string | null; now?: string | null }[]): Assignment[] {
  return results.filter((r) => r.outcome === 'given').map((r) => ({ lost_point_id: r.lost_point_id, cause: r.before ?? null, seen: r.now ?? null }))
}
