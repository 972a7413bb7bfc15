import type { NoticeView } from '@/shared/api/types'

// The desk's page of what a notice is about. The ledger of a unit is told under the unit.
const pages: Record<string, string> = { case: '/cases/', bulletin: '/bulletins/', resolution: '/resolutions/', listing: '/listings/', score_ledger: '/score-ledger/' }

export function pageOf(n: Pick<NoticeView, 'subject_kind' | 'subject_id'>): string {
  const page = pages[n.subject_kind]
  return page ? page + n.subject_id : '/notices'
}
