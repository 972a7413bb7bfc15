import { expect, test } from 'vitest'
import { curveOf } from './curve'

const point = (days: number, shown: string) => ({ days, at_risk: 9, came_back: 1, censored: 0, holds: { shown } })

test('a curve begins with all of them on the day of the close-out', () => {
  expect(curveOf([])).toEqual([])
  expect(curveOf([point(6, '85.71'), point(7, '80.67')])).toEqual([[0, 100], [6, 85.71], [7, 80.67]])
  expect(curveOf([point(0, '90.00')])).toEqual([[0, 90]])
})
