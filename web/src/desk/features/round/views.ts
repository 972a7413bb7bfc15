import type { Me, RoundDetail } from '@/shared/api/types'

export type RoundView = 'plan' | 'progress' | 'visits' | 'modules' | 'results' | 'report' | 'tree' | 'compare' | 'lost'

/** What of a round there is to see, the most needed first: its plan, then its progress, then its results. */
export function viewsOf(round: Pick<RoundDetail, 'state' | 'visited'>, may: readonly Me['may'][number][]): RoundView[] {
  const scores: RoundView[] = may.includes('view_score') && round.visited > 0 ? ['results', 'report', 'tree', 'compare', 'lost'] : []
  const visits: RoundView[] = may.includes('view_visit') && round.state !== 'planned' ? ['visits'] : []
  const office: RoundView[] = may.includes('open_round') ? ['modules'] : []
  if (round.state === 'planned') return ['plan', 'progress', ...office, ...scores]
  if (round.state === 'open') return ['progress', 'plan', ...visits, ...office, ...scores]
  return [...scores, 'progress', ...visits, ...office, 'plan']
}
