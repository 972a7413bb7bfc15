import { expect, it } from 'vitest'
import { linkOfRow, stampOf } from './words'

it('a figure leads to where it is taken apart', () => {
  const row = { unit: { id: 'u', code: 'U', name: '单位' } }
  expect(linkOfRow('week:2026-W47', { code: 'departments', by: { code: 'on_time_rate', name: '' } }, row)).toEqual({ name: 'ranking', query: { period: 'week:2026-W47', group: 'departments', unit: 'u', indicator: 'on_time_rate' } })
  expect(linkOfRow('week:2026-W47', { code: 'departments', by: { code: 'total', name: '' } }, row)).toMatchObject({ name: 'ranking-unit' })
})

it('what is corrected is stamped apart', () => {
  expect(stampOf('corrected')).toBe('failed')
  expect(stampOf('draft')).toBe('draft')
})
