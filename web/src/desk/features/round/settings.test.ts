import { expect, test } from 'vitest'
import { printsOf, watermarkOf } from './settings'

test('a watermark and its parts say the same, whatever order they were chosen in', () => {
  for (const parts of [[], ['place', 'time'], ['item', 'site', 'inspector', 'place', 'time']]) {
    expect([...printsOf(watermarkOf(parts))].sort()).toEqual([...parts].sort())
  }
  expect(printsOf(watermarkOf(['place', 'time']))).toEqual(['time', 'place'])
})
