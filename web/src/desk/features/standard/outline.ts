import type { EditionGroup, ItemView } from '@/shared/api/types'
import { wordsOf } from '@/shared/ui/highlight'

/** A group with the groups in it and how many of the shown items it holds, all told. */
export interface Branch {
  code: string
  name: string
  count: number
  parts: Branch[]
}

/** The tree of groups, with the count of the items given in each. */
export function outlineOf(groups: readonly EditionGroup[], items: readonly ItemView[]): Branch[] {
  const own = new Map<string, number>()
  for (const item of items) own.set(item.group.code, (own.get(item.group.code) ?? 0) + 1)
  const under = (parent: string | null): Branch[] =>
    groups
      .filter((g) => (g.parent ?? null) === parent)
      .map((g) => {
        const parts = under(g.code)
        return { code: g.code, name: g.name, parts, count: (own.get(g.code) ?? 0) + parts.reduce((sum, p) => sum + p.count, 0) }
      })
  return under(null)
}

/** Everything of an item that a search looks at. */
function textOf(item: ItemView): string {
  return [item.code, item.name, item.criterion, item.tip, ...item.phrases].join('\n').toLowerCase()
}

/** The items that hold every word of the search, stand in the group and apply to the type. */
export function chosenOf(items: readonly ItemView[], by: { q: string; group: string; type: string }): ItemView[] {
  const words = wordsOf(by.q)
  return items.filter(
    (i) => (!by.group || i.groups.some((g) => g.code === by.group)) && (!by.type || i.type_codes.includes(by.type)) && words.every((w) => textOf(i).includes(w)),
  )
}

/** Where the search was found, other than in code and name: the first text that holds a word of it. */
export function hitOf(item: ItemView, q: string): string | undefined {
  const words = wordsOf(q)
  if (!words.length) return undefined
  return [item.criterion, item.tip, ...item.phrases].find((text) => words.some((w) => text.toLowerCase().includes(w)))
}
