import { expect, it } from 'vitest'
import { linesOf, tableOf } from './causes'

const table = {
  causes: [{ code: 'facility', name: { zh: '设施缺损', en: 'Facility' }, retired: false }, { code: 'other', name: { zh: '其他', en: 'Other' }, retired: false }],
  rules: [{ cause: 'facility', items: ['R9'], words: ['破损', '缺失'] }],
}

it('the causes are edited as lines and come back as the same table', () => {
  const lines = linesOf(table)
  expect(lines.map((l) => [l.code, l.words])).toEqual([['facility', '破损 缺失'], ['other', '']])
  expect(tableOf(lines, table)).toEqual(table)
  const more = tableOf([...lines, { code: 'funds', zh: '经费不足', en: '', words: '老化、陈旧', retired: false, standing: false }], table)
  expect(more.rules.at(-1)).toEqual({ cause: 'funds', items: [], words: ['老化', '陈旧'] })
  expect(more.causes).toHaveLength(3)
})
