import { expect, it } from 'vitest'
import type { OwnershipView } from '@/shared/api/types'
import { asForm, changed, daysOf, formOf, merged } from './ownership'

const record = {
  id: 'r', site: { id: 's', code: 'S001', name: '石桥市场' }, chain_name: '', item: { code: 'A01', name: '路面' }, unit: { id: 'u', code: 'water', name: '水务公司' },
  unit_active: true, basis: '协议', valid_from: '2026-12-01', valid_until: null, standing: 'upcoming', standing_name: '待生效', noted_by: '王芳', noted_at: null, version: 3,
} as OwnershipView

it('a form begins with what is changed, and with item and site alone of what is followed', () => {
  expect(formOf({ deed: 'note' })).toEqual({ item_code: '', unit_id: '', basis: '', valid_from: '', valid_until: '' })
  expect(formOf({ deed: 'amend', record })).toEqual({ item_code: 'A01', unit_id: 'u', basis: '协议', valid_from: '2026-12-01', valid_until: '' })
  expect(formOf({ deed: 'follow', record })).toEqual({ item_code: 'A01', unit_id: '', basis: '', valid_from: '', valid_until: '' })
})

it('only what says something else is sent, and empty is null', () => {
  const before = formOf({ deed: 'amend', record })
  expect(changed(before, { ...before })).toEqual({})
  expect(changed(before, { ...before, item_code: '', valid_until: '2027-01-01', basis: ' 裁定 ' })).toEqual({ item_code: null, valid_until: '2027-01-01', basis: '裁定' })
  expect(changed(before, { ...before, basis: '' })).toEqual({ basis: '' })
})

it('over what somebody else saved only what was changed here is put', () => {
  const before = formOf({ deed: 'amend', record })
  const theirs = { ...before, valid_until: '2035-12-31', basis: '裁定' }
  expect(merged(before, { ...before, basis: '补充协议' }, theirs)).toEqual({ ...theirs, basis: '补充协议' })
  expect(merged(before, { ...before, valid_from: '' }, theirs)).toEqual({ ...theirs, valid_from: '' })
})

it('days are shown with an ellipsis where none is said', () => {
  expect(daysOf(record, '长期')).toBe('2026-12-01 – …')
  expect(daysOf({ valid_from: null, valid_until: null }, '长期')).toBe('长期')
})

it('a file has the columns of the form', () => {
  expect(asForm(['点位编码'], [record]).rows).toEqual([['S001', '石桥市场', 'A01', '水务公司', 'water', '协议', '2026-12-01', '']])
})
