import type { LocationQuery } from 'vue-router'

/** The case filters an address can carry; the names are the server's. */
export const filterNames = ['state', 'unit', 'node', 'site', 'item', 'round', 'source', 'light', 'q', 'week', 'set', 'sort'] as const

export type CaseFilter = Partial<Record<(typeof filterNames)[number], string>> & { overdue?: boolean }

/** Reads the filters of an address, leaving out what the server does not know. */
export function filterOf(query: LocationQuery): CaseFilter {
  const filter: CaseFilter = {}
  for (const name of filterNames) {
    const value = query[name]
    if (typeof value === 'string' && value) filter[name] = value
  }
  if (query.overdue === 'true') filter.overdue = true
  return filter
}
