import type { RouteLocationRaw } from 'vue-router'
import type { ChangeGroup, Wait, WeekFigure } from '@/shared/api/types'

const cases = (query: Record<string, string>): RouteLocationRaw => ({ name: 'cases', query })

/** Where the things that wait are done: a list that shows exactly as many. */
export function linkOfWait(wait: Wait): RouteLocationRaw {
  switch (wait.kind) {
    case 'decide':
      return cases({ state: 'reported', sort: 'earliest' })
    case 'dispatch':
      return cases({ state: 'filed', sort: 'deadline' })
    case 'check':
      return cases({ checkable: 'true', sort: 'deadline' })
    case 'rule':
      return cases({ pending: 'true', sort: 'deadline' })
    case 'accept':
      return cases({ state: 'dispatched', mine: 'true', sort: 'deadline' })
    case 'rectify':
      return cases({ state: 'in_hand', mine: 'true', sort: 'deadline' })
    case 're_check':
      return { name: 'rebounds', query: { mine: 'true' } }
    case 'adopt':
      return { name: 'replication', query: { state: 'waiting' } }
    case 'resolution':
      return { name: 'resolutions', query: { which: 'open' } }
    case 'confirm_resolution':
      return { name: 'resolutions', query: { which: 'reported' } }
    case 'approve_listing':
      return { name: 'listings', query: { mark: 'submitted' } }
    case 'press':
      return cases({ overdue: 'true', sort: 'deadline' })
    case 'visit':
    case 'redo':
      return { name: 'round', params: { id: wait.round?.id ?? '' } }
    case 'assign':
      return { name: 'round', params: { id: wait.round?.id ?? '' }, query: { view: 'plan' } }
    case 'bulletin':
      return { name: 'bulletin-week', params: { week: wait.week ?? '' } }
    case 'routing':
      return { name: 'routing' }
    case 'duty_change':
      return { name: 'duty-changes', query: { state: 'failed' } }
    case 'incomplete':
      return { name: 'nodes', query: { view: 'completeness' } }
    case 'first_password':
      return { name: 'accounts' }
  }
}

/** The cases a figure of the week counts. */
export function linkOfFigure(figure: WeekFigure, week: string): RouteLocationRaw {
  switch (figure.kind) {
    case 'found':
      return cases({ week })
    case 'handed_over':
      return cases({ handed_over_in: week })
    case 'rectified':
      return cases({ rectified_in: week })
    case 'closed':
      return cases({ closed_in: week })
    case 'late':
      return cases({ due_in: week, late: 'true' })
    case 'rebound':
      return cases({ week, rebound: 'true' })
  }
}

/** Whether a figure moved, and whether that is for the better; no judgement where neither direction is better. */
export function movement(figure: WeekFigure): { way: 'up' | 'down' | 'same'; by: number; tone: 'good' | 'bad' | 'plain' } {
  const by = figure.count - figure.last_by_now
  const way = by > 0 ? 'up' : by < 0 ? 'down' : 'same'
  const tone = !by || figure.more_is_better == null ? 'plain' : by > 0 === figure.more_is_better ? 'good' : 'bad'
  return { way, by: Math.abs(by), tone }
}

const pages: Record<string, string> = { case: 'case', site: 'site', round: 'round', visit: 'visit', unit: 'unit', bulletin: 'bulletin', edition: 'standard', node: 'nodes', practice_card: 'practice-card', drive: 'drive', listing: 'listing', meeting: 'meeting', resolution: 'resolution' }

/** The page of a thing something happened to; none where things of its noun have no page. */
export function linkOfChanged(group: Pick<ChangeGroup, 'noun'>, id: string): RouteLocationRaw | undefined {
  // The ledger of a unit is told under the unit.
  if (group.noun === 'score_ledger') return { name: 'score-statement', params: { unit: id } }
  const name = pages[group.noun]
  return name ? { name, params: { id } } : undefined
}
