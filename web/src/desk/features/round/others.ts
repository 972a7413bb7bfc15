import type { RoundSummary } from '@/shared/api/types'

/** The rounds a round can be compared with: first the latest earlier one of its kind, then the other earlier ones. */
export function othersOf(round: Pick<RoundSummary, 'id' | 'kind' | 'opens_on'>, all: readonly RoundSummary[]): RoundSummary[] {
  const rank = (r: RoundSummary) => (r.opens_on > round.opens_on ? 2 : r.kind === round.kind ? 0 : 1)
  return all.filter((r) => r.id !== round.id && r.score).sort((a, b) => rank(a) - rank(b) || b.opens_on.localeCompare(a.opens_on))
}
