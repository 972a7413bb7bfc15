import { expect, it } from 'vitest'
import { linkOfFact, moved, stampOf } from './links'

it('a fact leads to what it is about', () => {
  expect(linkOfFact({ noun: 'unit', id: 'u' }, '2026-W47')).toEqual({ name: 'ranking-unit', params: { id: 'u' }, query: { period: 'week:2026-W47' } })
  expect(linkOfFact({ noun: 'case', id: 'c' }, '2026-W47')).toEqual({ name: 'case', params: { id: 'c' } })
})

it('a point moves by one place and no further than the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
})

it('what is late is stamped so, whatever its state', () => {
  expect(stampOf({ state: 'open', overdue: true })).toBe('overdue')
  expect(stampOf({ state: 'reported' })).toBe('due')
  expect(stampOf({ state: 'done' })).toBe('closed')
})
