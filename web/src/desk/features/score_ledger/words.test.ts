import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { ScoreEntryView } from '@/shared/api/types'
import { i18n } from '@/shared/i18n'
import '@/shared/i18n/desk'
import { entryTable } from './entryTable'
import ScorePoints from './ScorePoints.vue'
import { deedsOf } from './useEntry'
import { lettersOf, monthOf, sameEntry, showMonth, stands, stepMonth, wayOf } from './words'

const entry = (more: Partial<ScoreEntryView> = {}): ScoreEntryView => ({
  id: 'e', number: 7, unit: { id: 'u', code: 'U', name: '区城管局' }, on_day: '2026-11-20', rule: { code: 'praise', name: '通报表扬' }, trigger: 'by_hand', trigger_name: '手工记分', level: 'city', level_name: '市级发现',
  amount: '+2', calculation: '+2', scheme: '考核方案（第 1 版）', text: '通报〔2026〕3号', posted_at: '2026-11-21T01:00:00Z', may_appeal: false, may_reverse: false, ...more,
})

describe('entries of the ledger', () => {
  it.each([['+2', 'up'], ['-0.5', 'down'], ['−0.5', 'down'], ['0', 'none'], ['0.00', 'none']] as const)('%s goes %s', (amount, way) => expect(wayOf(amount)).toBe(way))
  it('are told by sign and words, not by colour alone', () => {
    i18n.global.locale.value = 'zh-CN'
    const text = mount(ScorePoints, { props: { amount: '-0.5' }, global: { plugins: [i18n] } }).text()
    expect(text).toContain('▼')
    expect(text).toContain('扣分')
    expect(text).toContain('-0.5')
  })
  it('stand unless reversed or reversing', () => {
    expect([entry(), entry({ reversed_by: 9 }), entry({ reverses: 3 })].map(stands)).toEqual([true, false, false])
  })
  it('sent again are the same only when nothing was changed since', () => {
    const sent = { unit_id: 'u', rule: 'praise', level: 'city', on_day: '2026-11-20', text: ' 通报〔2026〕3号 ' }
    expect(sameEntry(entry(), sent)).toBe(true)
    expect(sameEntry(entry(), { ...sent, level: 'district' })).toBe(false)
    expect(sameEntry(entry(), { ...sent, text: '另一份' })).toBe(false)
  })
  it('count their letters as the server does', () => {
    expect(lettersOf('  创城𠮷 ')).toBe(3)
  })
  it('offer what the server allows', () => {
    const appeal = { id: 'a', state: 'pending', state_name: '待裁定', text: '', at: '', by: '', ruling: '', ruled_by: '', may_rule: true, may_withdraw: false, version: 1 } as const
    expect(deedsOf(entry())).toEqual([])
    expect(deedsOf(entry({ may_appeal: true }))).toEqual(['appeal'])
    expect(deedsOf(entry({ may_reverse: true, appeal }))).toEqual(['rule', 'reverse'])
  })
  it('go into a file with as many cells as the head, points as numbers', () => {
    const table = entryTable([entry({ amount: '-1.5', reversed_by: 9 })], i18n.global.t as (key: string) => string)
    expect(table.rows[0]).toHaveLength(table.head.length)
    expect(table.rows[0]).toContain(-1.5)
    expect(table.rows[0]).toContain('已由第 9 笔冲销')
  })
})

describe('months', () => {
  it('step over the year', () => {
    expect([stepMonth('2026-12', 1), stepMonth('2026-01', -1), stepMonth('2026-03', -15)]).toEqual(['2027-01', '2025-12', '2024-12'])
  })
  it('are read strictly and shown in words', () => {
    expect(['2026-11', '2026-13', '2026-1', ''].map(monthOf)).toEqual(['2026-11', undefined, undefined, undefined])
    i18n.global.locale.value = 'en'
    expect(showMonth('2026-11')).toBe('November 2026')
    i18n.global.locale.value = 'zh-CN'
    expect(showMonth('2026-11')).toBe('2026年11月')
  })
})
