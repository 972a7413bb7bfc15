import { describe, expect, it } from 'vitest'
import type { RoutingTableRule } from '@/shared/api/types'
import { blank, changed, mayFollow, moved, nextDay, succeeded } from './rules'

const rule = (id: string, days: Partial<RoutingTableRule> = {}): RoutingTableRule => ({ ...blank(id), name: id, unit_id: 'u', ...days })
const ids = (rules: RoutingTableRule[]) => rules.map((r) => r.id).join('')
const three = [rule('a'), rule('b'), rule('c')]

describe('a draft of the routing table', () => {
  it('moves a rule within the table', () => {
    expect(ids(moved(three, 0, 1))).toBe('bac')
    expect(ids(moved(three, 2, -2))).toBe('cab')
    expect(ids(moved(three, 0, -1))).toBe('abc')
    expect(ids(three)).toBe('abc')
  })
  it('changes one rule', () => {
    expect(changed(three, 1, { enabled: false }).map((r) => r.enabled)).toEqual([true, false, true])
  })
  it('ends a rule on the eve of its successor', () => {
    const next = succeeded([rule('a', { until: '2026-12-31' }), rule('b')], 0, '2026-12-07', 'x')
    expect(ids(next)).toBe('axb')
    expect([next[0]?.until, next[1]?.from, next[1]?.until]).toEqual(['2026-12-06', '2026-12-07', '2026-12-31'])
  })
  it('has no successor before it begins or after it ends', () => {
    expect(mayFollow(rule('a', { from: '2026-12-01' }), '2026-12-01')).toBe(false)
    expect(mayFollow(rule('a', { from: '2026-12-01' }), '2026-12-02')).toBe(true)
    expect(mayFollow(rule('a', { until: '2026-12-01' }), '2026-12-02')).toBe(false)
    expect(mayFollow(rule('a'), '')).toBe(false)
  })
  it('finds the next day a rule begins', () => {
    expect(nextDay([rule('a', { from: '2026-12-09' }), rule('b', { from: '2026-12-07' }), rule('c', { from: '2026-12-01', enabled: false })], '2026-11-28')).toBe('2026-12-07')
    expect(nextDay(three, '2026-11-28')).toBeUndefined()
  })
})
