import { expect, it } from 'vitest'
import { queryOf, stateOf } from './useBoard'

it('an address carries the whole state and nothing that is usual', () => {
  expect(queryOf(stateOf({}))).toEqual({})
  const query = { metric: 'overdue', layers: 'nodes,cases', level: '2', node: 'n', shape: 'c:1,2,3', day: '2026-11-20', coverage: '7', list: 'cases', follow: '1', card: 'sites:s' }
  expect(queryOf(stateOf(query))).toEqual(query)
  expect(stateOf({ layers: 'none' }).layers).toEqual([])
  expect(queryOf(stateOf({ layers: 'none' }))).toEqual({ layers: 'none' })
})

it('what makes no sense in an address is left out', () => {
  expect(queryOf(stateOf({ metric: 'mood', level: '9', day: 'yesterday', list: 'people', card: 'people:x', coverage: '365', metricx: 'a' }))).toEqual({})
})
