/** The columns of tables that stand in one file: each once, in the order in which they first appear. */
export function unionOf<T extends { code: string }>(tables: readonly (readonly T[])[]): T[] {
  const seen = new Map<string, T>()
  for (const column of tables.flat()) if (!seen.has(column.code)) seen.set(column.code, column)
  return [...seen.values()]
}
