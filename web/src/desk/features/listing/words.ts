import type { RouteLocationRaw } from 'vue-router'
import type { ListingGroup, ListingRow } from '@/shared/api/types'

/** How the mark of a listing is stamped. */
export function stampOf(mark: string): string {
  return { submitted: 'due', approved: 'open', scheduled: 'open', published: 'closed', corrected: 'failed' }[mark] ?? mark
}

/** Where the figure of a listed unit is taken apart: the drawer of the ranking, or the unit's page for the total. */
export function linkOfRow(period: string, group: Pick<ListingGroup, 'code' | 'by'>, row: Pick<ListingRow, 'unit'>): RouteLocationRaw {
  if (group.by.code === 'total') return { name: 'ranking-unit', params: { id: row.unit.id }, query: { period } }
  return { name: 'ranking', query: { period, group: group.code, unit: row.unit.id, indicator: group.by.code } }
}
