import type { LocationQuery } from 'vue-router'
import type { paths } from '@/shared/api/schema'

/** The case filters an address can carry; the names are the server's. */
export type CaseFilter = Omit<NonNullable<paths['/api/v1/cases']['get']['parameters']['query']>, 'cursor' | 'limit' | 'format'>

const words = ['state', 'unit', 'node', 'at_node', 'site', 'item', 'type', 'round', 'source', 'finder', 'due_before', 'week', 'handed_over_in', 'rectified_in', 'closed_in', 'due_in', 'severity', 'watch', 're_checked_from', 're_checked_until', 'reported_from', 'reported_until', 'items', 'q', 'sort'] as const
const switches = ['overdue', 'open', 'within_a_day', 'late', 'rebound', 'mine', 'checkable', 'pending', 'stage_late', 're_checkable', 'came_back'] as const

/** Reads the filters of an address. A value the server does not know is refused by the server, in words. */
export function filterOf(query: LocationQuery): CaseFilter {
  const filter: Record<string, string | boolean> = {}
  for (const name of words) {
    const value = query[name]
    if (typeof value === 'string' && value) filter[name] = value
  }
  for (const name of switches) if (query[name] === 'true') filter[name] = true
  return filter as CaseFilter
}
