import { expect, it } from 'vitest'
import { pathOf, ringsOf } from './outline'

it('an outline is drawn north up and keeps its proportions', () => {
  const square = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] }
  expect(pathOf(ringsOf(square), 100)).toMatch(/^M0\.0 100\.0L(100|99\.9|9\d\.\d)/)
  expect(ringsOf({ type: 'MultiPolygon', coordinates: [square.coordinates, square.coordinates] })).toHaveLength(2)
  expect(pathOf(ringsOf(null), 100)).toBe('')
})
