import { expect, test } from 'vitest'
import { lackOf } from './looking'

test('a judgement needs a photograph, and what could not be judged a reason', () => {
  expect(lackOf('', '', 1)).toBe('rebound.needResult')
  expect(lackOf('held', '', 0)).toBe('rebound.needPhoto')
  expect(lackOf('rebounded', '又堆了', 0)).toBe('rebound.needPhoto')
  expect(lackOf('held', '', 1)).toBeUndefined()
  expect(lackOf('unjudged', ' ', 2)).toBe('rebound.needWhy')
  expect(lackOf('unjudged', '大门锁着', 0)).toBeUndefined()
})
