import { shallowRef, watch } from 'vue'

/** Which columns of a table are shown; kept in this browser, in the table's own order. */
export function useColumns<C extends string>(name: string, all: readonly C[], usual: readonly C[]) {
  const key = `wangge.columns.${name}`
  const shown = shallowRef<readonly C[]>(read())
  function read(): readonly C[] {
    const kept = localStorage.getItem(key)?.split(',') ?? usual
    return all.filter((c) => (kept as string[]).includes(c))
  }
  watch(shown, (now) => localStorage.setItem(key, all.filter((c) => now.includes(c)).join(',')))
  const has = (column: C) => shown.value.includes(column)
  return { shown, has, all }
}
