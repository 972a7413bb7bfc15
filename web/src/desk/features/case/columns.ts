/** The columns of the list of cases that can be left out, in their order. The number and the problem always stand. */
export const columns = ['site', 'place', 'unit', 'state', 'deadline', 'reported', 'source', 'lost'] as const
export type Column = (typeof columns)[number]

export const usualColumns: readonly Column[] = ['site', 'unit', 'state', 'deadline', 'source']

/** Reads a choice of columns; anything unknown is passed over, and nothing at all means the usual ones. */
export function columnsOf(text: string | null | undefined): Column[] {
  if (text == null) return [...usualColumns]
  const chosen = new Set(text.split(','))
  return columns.filter((c) => chosen.has(c))
}
