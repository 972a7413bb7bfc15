import { describe, expect, it } from 'vitest'
import { nextStep, steps } from './pace'

describe('the pace of the map', () => {
  const fluent = [16.7, 16.6, 16.7, 16.7, 16.8, 16.7]
  it('stays where frames come in time, a single slow one apart', () => {
    expect(nextStep(0, fluent)).toBe(0)
    expect(nextStep(1, [...fluent.slice(1), 90])).toBe(1)
    expect(nextStep(0, [])).toBe(0)
  })
  it('goes a step coarser when one in three is slow, and no further than there are steps', () => {
    expect(nextStep(0, [33, 33, 16, 16, 16, 16])).toBe(1)
    expect(nextStep(1, [33, 50, 33, 16, 33, 33])).toBe(2)
    expect(nextStep(steps.length - 1, [99, 99, 99])).toBe(steps.length - 1)
  })
})
