import { expect, it } from 'vitest'
import { homeward } from '../session/homeward'
import { pathOf, ringsOf } from '../node/outline'
import { staged } from './useOverview'

it('cases stand in the order of the work, rare states only when someone is in them', () => {
  const counts = [
    { state: 'closed', name: '结案', count: 3 },
    { state: 'suspended', name: '挂账', count: 0 },
    { state: 'reported', name: '上报', count: 0 },
    { state: 'long_term', name: '长期整改', count: 2 },
    { state: 'declined', name: '不予立案', count: 4 },
  ] as Parameters<typeof staged>[0]
  expect(staged(counts).map((c) => c.state)).toEqual(['reported', 'long_term', 'closed'])
})

it.each([
  ['/cases?state=filed', '/cases?state=filed'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-in?to=/', '/'],
  [undefined, '/'],
])('signing in with %s leads to %s', (to, then) => {
  expect(homeward(to)).toBe(then)
})

it('an outline is drawn north up and keeps its proportions', () => {
  const square = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] }
  expect(pathOf(ringsOf(square), 100)).toMatch(/^M0\.0 100\.0L(100|99\.9|9\d\.\d)/)
  expect(ringsOf({ type: 'MultiPolygon', coordinates: [square.coordinates, square.coordinates] })).toHaveLength(2)
  expect(pathOf(ringsOf(null), 100)).toBe('')
})
