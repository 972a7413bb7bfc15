import type { MarkTally } from '@/shared/api/types'

/** How wide a bar is drawn, in per cent of the whole. For drawing only. */
export function barOf(tally: MarkTally): number {
  return tally.total ? Math.round((100 * tally.reached) / tally.total) : 0
}

/** "3/5", or a dash of nothing. */
export function countOf(tally: MarkTally): string {
  return tally.total ? `${tally.reached}/${tally.total}` : '—'
}
