import { describe, expect, it } from 'vitest'
import { speak } from '@/shared/i18n'
import { dayOf, lastWeeks, momentOf, shiftDay, shiftWeek, showTimesIn, showDay, showMinute, showWeek, spanTo, weekOf } from './format'

describe('weeks', () => {
  it.each([
    ['2026-11-23', '2026-W48'],
    ['2026-11-22', '2026-W47'],
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
  ])('%s lies in %s', (day, week) => {
    expect(weekOf(new Date(`${day}T00:00:00Z`))).toBe(week)
  })

  it.each([
    ['2026-W53', 1, '2027-W01'],
    ['2027-W01', -1, '2026-W53'],
    ['2026-W47', 0, '2026-W47'],
    ['2025-W53', 1, '2025-W53'],
    ['last week', 1, 'last week'],
  ])('%s and %i more is %s', (week, by, then) => {
    expect(shiftWeek(week, by)).toBe(then)
  })

  it('counts back from today', () => {
    expect(lastWeeks('2027-01-05', 3)).toEqual(['2027-W01', '2026-W53', '2026-W52'])
  })

  it('says a week in the language of the screens', () => {
    speak('zh-CN')
    expect(showWeek('2026-W47')).toBe('2026年第47周 · 11/16–11/22')
    speak('en')
    expect(showWeek('2026-W47')).toBe('Week 47, 2026 · 16 Nov–22 Nov')
    expect(showWeek('2026-W60')).toBe('2026-W60')
  })
})

describe('days', () => {
  it.each([
    ['2026-12-01', -1, '2026-11-30'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2028-03-01', -1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %i more is %s', (day, by, then) => {
    expect(shiftDay(day, by)).toBe(then)
  })
})

describe('times', () => {
  it('are written in the zone of the campaign, not of this computer', () => {
    expect(momentOf('2026-11-24T08:00')).toBe('2026-11-24T00:00:00.000Z')
    expect(momentOf('')).toBeUndefined()
    showTimesIn('Europe/Berlin')
    expect(momentOf('2026-03-29T01:30')).toBe('2026-03-29T00:30:00.000Z')
    expect(momentOf('2026-03-29T03:30')).toBe('2026-03-29T01:30:00.000Z')
    showTimesIn('Asia/Shanghai')
  })

  it('are shown in the zone of the campaign, not of this computer', () => {
    speak('zh-CN')
    expect(showMinute('2026-11-22T16:05:00.000Z')).toBe('2026年11月23日 00:05')
    expect(showDay('2026-11-22T16:05:00.000Z')).toBe('2026年11月23日')
  })

  it('a calendar day stands for itself; nothing is a dash', () => {
    speak('zh-CN')
    expect(showDay('2027-01-17')).toBe('2027年1月17日')
    expect(showDay(null)).toBe('—')
  })

  it('a span tells left from over', () => {
    const now = Date.parse('2026-11-23T00:00:00Z')
    expect(spanTo('2026-11-24T02:30:00Z', now)).toEqual({ over: false, days: 1, hours: 2, minutes: 30 })
    expect(spanTo('2026-11-22T23:00:00Z', now)).toEqual({ over: true, days: 0, hours: 1, minutes: 0 })
  })
})

it('a moment belongs to the day of the campaign, not of the computer', () => {
  expect(dayOf('2026-11-23T16:30:00Z')).toBe('2026-11-24')
  expect(dayOf('2026-11-23T15:59:59Z')).toBe('2026-11-23')
})
