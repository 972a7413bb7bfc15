import { describe, expect, it } from 'vitest'
import { isWhole, lackOf, loses, type Rule } from './judging'

const bands: Rule = { kind: 'threshold', bands: [{ at_most: '70', share: '1' }, { at_most: '75', share: '0.5' }] }
const knots: Rule = { kind: 'piecewise', points: [{ x: '0', share: '1' }, { x: '2', share: '1' }, { x: '10', share: '0' }] }
const grades: Rule = { kind: 'grades', grades: [{ grade: 'A', share: '1' }, { grade: 'B', share: '0.6' }] }

describe('a reading', () => {
  it.each<[Rule, Record<string, unknown>, boolean, boolean]>([
    [{ kind: 'pass_fail' }, { passed: true }, true, false],
    [{ kind: 'pass_fail' }, { passed: false }, true, true],
    [{ kind: 'pass_fail' }, {}, false, false],
    [{ kind: 'max_deduct', max: '1.5', step: '0.5' }, { deduction: '0.5' }, true, true],
    [{ kind: 'max_deduct' }, { deduction: '0' }, true, false],
    [{ kind: 'count_deduct' }, { count: 0 }, true, false],
    [{ kind: 'count_deduct' }, { count: 2 }, true, true],
    [{ kind: 'missing', need: 4 }, { have: 3 }, true, true],
    [{ kind: 'missing', need: 4 }, { have: 4 }, true, false],
    [{ kind: 'proportion' }, { ok: 9, of: 10 }, true, true],
    [{ kind: 'proportion' }, { ok: 0, of: 0 }, true, false],
    [{ kind: 'proportion' }, { ok: 3, of: 2 }, false, false],
    [bands, { value: '70' }, true, false],
    [bands, { value: '72.5' }, true, true],
    [bands, { value: '' }, false, false],
    [knots, { value: '1.5' }, true, false],
    [knots, { value: '3' }, true, true],
    [knots, { value: '99' }, true, true],
    [{ kind: 'capped_ratio', need: '100' }, { value: '99' }, true, true],
    [{ kind: 'instance_minimum', need: 1 }, { instances: [1, 2] }, true, false],
    [{ kind: 'instance_minimum', need: 1 }, { instances: [1, 0] }, true, true],
    [{ kind: 'instance_minimum', need: 1 }, { instances: [] }, false, false],
    [{ kind: 'escalating' }, { found: 0, not_rectified: 0, repeated: 1 }, true, true],
    [{ kind: 'escalating' }, { found: 0 }, false, false],
    [{ kind: 'count_per_distance' }, { count: 1, metres: '0' }, false, false],
    [{ kind: 'count_per_minutes' }, { count: 1, minutes: '5' }, true, true],
    [grades, { grade: 'A' }, true, false],
    [grades, { grade: 'B' }, true, true],
    [{ kind: 'worst_of', of: { kind: 'pass_fail' } }, { readings: [{ passed: true }, { passed: false }] }, true, true],
    [{ kind: 'worst_of', of: { kind: 'pass_fail' } }, { readings: [{ passed: true }, {}] }, false, false],
  ])('%o %o is whole: %s, loses: %s', (rule, reading, whole, lost) => {
    expect(isWhole(rule, reading)).toBe(whole)
    if (whole) expect(loses(rule, reading)).toBe(lost)
  })
})

describe('what an answer lacks', () => {
  const item = (when: string, min: number) => ({ judging: { rule: { kind: 'pass_fail' } }, photo_rule: { when, min } })
  it('is words, then a photograph, when points are lost; a reason where it is outside scoring', () => {
    const failed = { reading: { passed: false }, remark: '', photos: [] as string[] }
    expect(lackOf(item('lost', 1), undefined)).toBe('answer')
    expect(lackOf(item('lost', 1), failed)).toBe('remark')
    expect(lackOf(item('lost', 2), { ...failed, remark: '满溢', photos: ['a'] })).toBe('photo')
    expect(lackOf(item('lost', 2), { ...failed, remark: '满溢', photos: ['a', 'b'] })).toBeUndefined()
    expect(lackOf(item('never', 0), { ...failed, remark: '满溢' })).toBeUndefined()
    expect(lackOf(item('always', 1), { reading: { passed: true }, remark: '', photos: [] })).toBe('photo')
    expect(lackOf(item('lost', 1), { outside: 'refused', remark: '', photos: [] })).toBe('reason')
    expect(lackOf(item('lost', 1), { outside: 'refused', remark: '无人', photos: [] })).toBeUndefined()
  })
})
