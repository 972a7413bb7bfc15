import { expect, it } from 'vitest'
import type { IncompleteNode } from '@/shared/api/types'
import { narrowed, shareOf } from './completeness'

const row = (id: string, level: number, street: string, ...missing: string[]) =>
  ({ node: { id }, level, street: street ? { id: street } : null, missing: missing.map((key) => ({ key, name: key })) }) as IncompleteNode
const rows = [row('a', 1, '', 'unit'), row('b', 2, 's1', 'leader'), row('c', 4, 's1', 'leader', 'duty'), row('d', 4, 's2', 'duty')]

it('narrows by street, level and what is missing, together', () => {
  const left = (street: string, level: string, missing: string) => narrowed(rows, { street, level, missing }).map((r) => r.node.id)
  expect(left('', '', '')).toEqual(['a', 'b', 'c', 'd'])
  expect(left('s1', '', '')).toEqual(['b', 'c'])
  expect(left('s1', '4', '')).toEqual(['c'])
  expect(left('', '', 'duty')).toEqual(['c', 'd'])
  expect(left('s2', '2', '')).toEqual([])
})

it('says 100 % only when all are', () => {
  expect([shareOf(199, 200), shareOf(200, 200), shareOf(0, 5), shareOf(0, 0)]).toEqual(['99%', '100%', '0%', '—'])
})
