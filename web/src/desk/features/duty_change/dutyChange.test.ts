import { expect, it } from 'vitest'
import type { DutyChangeView } from '@/shared/api/types'
import { asTable, bodyOf, ready, type PlanForm } from './dutyChange'

const form: PlanForm = { part: 'answering', unit_id: 'u', nobody: false, effective_on: '2026-12-01', basis: ' 会议纪要 ' }
const subject = { noun: 'site', id: 's', name: '石桥市场' } as const

it('a unit not yet picked is not nobody', () => {
  expect(ready(form)).toBe(true)
  expect(ready({ ...form, unit_id: null })).toBe(false)
  expect(ready({ ...form, unit_id: null, nobody: true })).toBe(true)
  expect(ready({ ...form, effective_on: '' })).toBe(false)
  expect(ready({ ...form, basis: ' ' })).toBe(false)
})

it('a plan names its node or its site, and nobody as null', () => {
  expect(bodyOf('c', subject, form)).toEqual({ id: 'c', node_id: null, site_id: 's', part: 'answering', unit_id: 'u', effective_on: '2026-12-01', basis: '会议纪要' })
  expect(bodyOf('c', { ...subject, noun: 'node' }, { ...form, nobody: true })).toMatchObject({ node_id: 's', site_id: null, unit_id: null })
})

it('a file has the words of the screen', () => {
  const change = {
    id: 'c', noun: 'site', subject: { id: 's', code: 'S001', name: '石桥市场' }, chain_name: '云岭区', part: 'answering', part_name: '责任单位', unit: null, from_unit: { id: 'u', code: 'u', name: '水务公司' },
    effective_on: '2026-12-01', basis: '纪要', sentence: '', state: 'failed', state_name: '未能生效', reason: '点位已停用。', planned_by: '王芳', planned_at: '', ended_by: null, ended_at: null, editable: true, version: 1,
  } as DutyChangeView
  expect(asTable(['生效日期'], [change]).rows).toEqual([['2026-12-01', 'S001', '石桥市场', '云岭区', '责任单位', '水务公司', '', '未能生效', '点位已停用。', '纪要', '王芳']])
})
