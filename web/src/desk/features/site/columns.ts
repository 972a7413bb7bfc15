/** The columns of the list of sites, beside the site itself. */
export const siteColumns = ['type', 'node', 'unit', 'supporting', 'practice', 'visited', 'open', 'overdue', 'score', 'change'] as const
export type SiteColumn = (typeof siteColumns)[number]
export const usualColumns: readonly SiteColumn[] = ['type', 'node', 'unit', 'visited', 'open', 'overdue', 'score', 'change']
