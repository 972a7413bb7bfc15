import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { RankingPeriods } from '@/shared/api/types'
import { i18n } from '@/shared/i18n'
import RankingPeriod from './RankingPeriod.vue'
import { daysOf, kindOf, periodsOf, stepped, usualOf } from './period'

const at = (key: string, from: string, until: string) => ({ key, name: key, from: `${from}T16:00:00Z`, until: `${until}T16:00:00Z` })
const all: RankingPeriods = {
  weeks: [at('week:2026-W48', '2026-11-22', '2026-11-29'), at('week:2026-W47', '2026-11-15', '2026-11-22')],
  months: [at('month:2026-11', '2026-10-31', '2026-11-30'), at('month:2026-10', '2026-09-30', '2026-10-31')],
  quarters: [at('quarter:2026-Q4', '2026-09-30', '2026-12-31')],
  years: [at('year:2026', '2025-12-31', '2026-12-31')],
  rounds: [],
  campaign: at('campaign', '2026-09-30', '2026-11-26'),
  first_day: '2026-10-01',
  today: '2026-11-26',
}

it('a key names its kind, and a strange one counts as a week', () => {
  expect(['week:2026-W47', 'month:2026-11', 'campaign', 'days:2026-11-01..2026-11-02', 'moon'].map(kindOf)).toEqual(['week', 'month', 'campaign', 'days', 'week'])
  expect(daysOf('days:2026-11-01..2026-11-02')).toEqual(['2026-11-01', '2026-11-02'])
  expect(daysOf('days:moon')).toBeUndefined()
})

it('the usual period is the last that is over, else the one under way', () => {
  expect(usualOf(all, 'week')).toBe('week:2026-W47')
  expect(usualOf(all, 'month')).toBe('month:2026-10')
  expect(usualOf(all, 'quarter')).toBe('quarter:2026-Q4')
  expect(usualOf(all, 'round')).toBe('')
  expect(usualOf(undefined, 'week')).toBe('')
})

it('stepping ends where the record ends', () => {
  const weeks = periodsOf(all, 'week')
  expect(stepped(weeks, 'week:2026-W48', -1)).toBe('week:2026-W47')
  expect(stepped(weeks, 'week:2026-W47', -1)).toBeUndefined()
  expect(stepped(weeks, 'week:2026-W48', 1)).toBeUndefined()
})

it('the picker steps and changes its kind with the keyboard, on buttons that say where they lead', async () => {
  const pick = mount(RankingPeriod, { props: { periods: all, modelValue: 'week:2026-W48' }, global: { plugins: [i18n] } })
  const earlier = pick.get('button[data-step=earlier]')
  expect(earlier.attributes('aria-label')).toBeTruthy()
  expect(pick.get('button[data-step=later]').attributes('disabled')).toBeDefined()
  await earlier.trigger('click')
  expect(pick.emitted('update:modelValue')?.at(-1)).toEqual(['week:2026-W47'])
  await pick.findAll('[role=group] button')[1]?.trigger('click')
  expect(pick.emitted('update:modelValue')?.at(-1)).toEqual(['month:2026-10'])
  await pick.setProps({ modelValue: 'days:2026-11-01..2026-11-10' })
  await pick.get('input[name=until]').setValue('2026-11-20')
  expect(pick.emitted('update:modelValue')?.at(-1)).toEqual(['days:2026-11-01..2026-11-20'])
})
