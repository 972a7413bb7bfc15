import type { RouteLocationRaw } from 'vue-router'
import type { AgendaFact } from '@/shared/api/types'

/** The page of what a fact of an agenda leads to. */
export function linkOfFact(fact: Pick<AgendaFact, 'noun' | 'id'>, week: string): RouteLocationRaw {
  switch (fact.noun) {
    case 'unit':
      return { name: 'ranking-unit', params: { id: fact.id }, query: { period: `week:${week}` } }
    case 'case':
      return { name: 'case', params: { id: fact.id } }
    case 'drive':
      return { name: 'drive', params: { id: fact.id } }
    case 'resolution':
      return { name: 'resolution', params: { id: fact.id } }
  }
}

/** How a state of a meeting or a resolution is stamped. */
export function stampOf(one: { state: string; overdue?: boolean }): string {
  if (one.overdue) return 'overdue'
  return { planned: 'open', held: 'closed', open: 'open', reported: 'due', done: 'closed' }[one.state] ?? one.state
}

/** A list with the thing at one place moved up or down; the same list where it cannot move. */
export function moved<T>(list: readonly T[], at: number, by: number): T[] {
  const to = at + by
  if (to < 0 || to >= list.length) return [...list]
  const copy = [...list]
  copy.splice(to, 0, ...copy.splice(at, 1))
  return copy
}
