import { expect, it } from 'vitest'
import { lengthOf } from './span'

it('a length is told in its two largest units', () => {
  expect(lengthOf(7)).toEqual({ key: 'stage.minutes', days: 0, hours: 0, minutes: 7 })
  expect(lengthOf(135)).toEqual({ key: 'stage.hours', days: 0, hours: 2, minutes: 15 })
  expect(lengthOf(2 * 1440 + 61)).toEqual({ key: 'stage.days', days: 2, hours: 1, minutes: 1 })
  expect(lengthOf(-3).minutes).toBe(0)
})
