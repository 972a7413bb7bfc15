import { expect, it } from 'vitest'
import type { ImportColumns } from '@/shared/api/types'
import { doubledOf, firstMatch, lackingOf } from './useImport'

const column = (heading: string, key: string | null) => ({ number: 1, heading, samples: [], key, matched_by: null, near: null })
const field = (key: string, required: boolean) => ({ key, name: key, required, note: '', example: '' })
const survey = { columns: [column('工号', 'code'), column('名儿', null), column('备注', '')], fields: [field('code', true), field('name', true), field('phone', false)] } as unknown as ImportColumns

it('begins with what the server takes a heading for, and keeps what was chosen before', () => {
  expect(firstMatch(survey, {})).toEqual({ 工号: 'code', 名儿: '', 备注: '' })
  expect(firstMatch(survey, { 名儿: 'name', 电话: 'phone' })).toEqual({ 工号: 'code', 名儿: 'name', 备注: '' })
})

it('names the columns a form still needs', () => {
  expect(lackingOf(survey, { 工号: 'code', 名儿: '' })).toEqual(['name'])
  expect(lackingOf(survey, { 工号: 'code', 名儿: 'name' })).toEqual([])
})

it('finds two headings matched to one column', () => {
  expect(doubledOf({ a: 'name', b: 'name', c: '', d: '' })).toEqual(['name'])
})
