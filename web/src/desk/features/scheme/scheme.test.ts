import { describe, expect, it } from 'vitest'
import type { Scheme, SchemeEditionView } from '@/shared/api/types'
import { i18n } from '@/shared/i18n'
import '@/shared/i18n/desk'
import { amountsOf, factorsInWords, groupsOf, scaleInWords } from './inWords'
import { blankScoring, copyOf, draftOf, faultsUnder, moveIn, nextIndicator, nextRule, notNumbers, numberOf, scaleOf, setAmount, turnRule, untilOf, usualOf } from './scheme'

const scheme = (): Scheme => ({
  code: 'a',
  name: { zh: '甲' },
  indicator: [{ code: 'on_time_rate', weight: '40', direction: 'higher', no_data: 'exclude', scale: { kind: 'rate' } }],
  scoring: { ...blankScoring(), rule: [{ code: 'found', name: { zh: '问题交办' }, trigger: 'problem', amounts: { city: '-2', own: '0.5' }, on_spot: '0.5', cap: '10' }] },
})
const edition = (n: number, from: string | null, code = 'a'): SchemeEditionView => ({ code, edition: n, name: '甲', state: from ? 'in_force' : 'draft', effective_from: from, saved_at: '', saved_by: '', version: 1, scheme: scheme() })

describe('a draft of a scheme', () => {
  it('shares nothing with what it was made of', () => {
    const one = scheme()
    copyOf(one).indicator[0]!.weight = '1'
    expect(one.indicator[0]?.weight).toBe('40')
  })
  it('offers indicators that are not there yet, read as usual', () => {
    expect(nextIndicator(scheme().indicator)?.code).toBe('assessment_score')
    expect(usualOf('ledger_score')).toEqual({ direction: 'higher', scale: { kind: 'points' } })
    expect(usualOf('filed_count').scale.kind).toBe('deduct')
    expect(usualOf('rework_rate').direction).toBe('lower')
  })
  it('gives a new rule a code no other has', () => {
    expect(nextRule([{ ...nextRule([]), code: 'rule-2' }]).code).toBe('rule-3')
  })
  it('drops with a trigger what only that one could have', () => {
    const [rule] = scheme().scoring!.rule
    turnRule(rule!, 'by_hand')
    expect(rule).toEqual({ code: 'found', name: { zh: '问题交办' }, trigger: 'by_hand', amounts: { city: '-2', own: '0.5' }, cap: '10' })
  })
  it('moves lines within their list', () => {
    const list = ['a', 'b', 'c']
    moveIn(list, 0, 1)
    expect(list).toEqual(['b', 'a', 'c'])
    moveIn(list, 2, 1)
    moveIn(list, 0, -1)
    expect(list).toEqual(['b', 'a', 'c'])
  })
  it('takes minus signs of every keyboard, and an empty amount away', () => {
    expect(['−2', ' －0.5 ', '+3', '1'].map(numberOf)).toEqual(['-2', '-0.5', '3', '1'])
    const rule = nextRule([])
    setAmount(rule, 'city', '−2')
    expect(rule.amounts).toEqual({ city: '-2' })
    setAmount(rule, 'city', ' ')
    expect(rule.amounts).toEqual({})
  })
  it('knows which fields are no numbers, under the names the server uses', () => {
    expect(notNumbers(scheme())).toEqual([])
    const one = scheme()
    one.indicator[0]!.weight = ''
    one.indicator.push({ code: 'lost_points', weight: '1/3', direction: 'lower', no_data: 'exclude', scale: { kind: 'bands', bands: [{ at_most: 'x', points: '1' }, { points: '' }] } })
    one.scoring!.rule[0]!.amounts.city = 'two'
    one.scoring!.least = '1/0'
    expect(notNumbers(one)).toEqual(['scheme/indicator/0/weight', 'scheme/indicator/1/scale/bands/0/at_most', 'scheme/indicator/1/scale/bands/1/points', 'scheme/scoring/least', 'scheme/scoring/rule/0/amounts/city'])
  })
  it('finds the sentences of a field and below it, not of its neighbour', () => {
    const faults = { 'scheme/indicator/1': 'a', 'scheme/indicator/1/weight': 'b', 'scheme/indicator/10': 'c' }
    expect(faultsUnder(faults, 'scheme/indicator/1')).toEqual(['a', 'b'])
  })
})

describe('editions', () => {
  it('hold until the eve of the next', () => {
    const all = [edition(3, null), edition(2, '2026-12-01'), edition(1, '2026-10-01'), edition(1, '2026-11-01', 'b')]
    expect(untilOf(all, all[2]!)).toBe('2026-11-30')
    expect(untilOf(all, all[1]!)).toBeUndefined()
    expect(untilOf(all, all[0]!)).toBeUndefined()
    expect(draftOf(all, 'a')?.edition).toBe(3)
    expect(draftOf(all, 'b')).toBeUndefined()
  })
})

describe('a scheme in words', () => {
  const t = i18n.global.t as (key: string, named?: Record<string, unknown>) => string
  it('says how a value becomes points', () => {
    i18n.global.locale.value = 'zh-CN'
    const one = { code: 'rework_rate', weight: '1', no_data: 'full', direction: 'lower' } as const
    expect(scaleInWords({ ...one, scale: { kind: 'rate' } }, t)).toContain('1 − 比率')
    expect(scaleInWords({ ...one, scale: scaleOf('deduct') }, t)).toContain('每 1 个扣 1 分')
    expect(scaleInWords({ ...one, scale: scaleOf('bands') }, t)).toBe('不超过 0：100 分；其余：0 分')
  })
  it('says what a rule is worth and what changes it', () => {
    const rule = scheme().scoring!.rule[0]!
    expect(amountsOf(rule)).toEqual([{ level: 'city', amount: '-2' }, { level: 'own', amount: '+0.5' }])
    expect(factorsInWords(rule, t)).toEqual(['即查即改 ×0.5', '每月封顶 10 分'])
    expect(factorsInWords(nextRule([]), t)).toEqual([])
  })
  it('says for whom it is', () => {
    expect(groupsOf(scheme(), [], t)).toBe('未另立方案的各组')
    expect(groupsOf({ ...scheme(), groups: ['street', 'x'] }, [{ code: 'street', name: '街道' }], t)).toBe('街道、x')
  })
})
