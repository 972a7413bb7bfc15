import { expect, it } from 'vitest'
import { hoursOf } from './useSettings'

it('the hours of a day stand in one line', () => {
  expect(hoursOf([{ opens: '08:00:00', closes: '12:00:00' }, { opens: '14:30:00', closes: '18:00:00' }])).toBe('08:00–12:00、14:30–18:00')
})
