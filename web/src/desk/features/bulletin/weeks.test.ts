import { expect, it } from 'vitest'
import type { BulletinSummary } from '@/shared/api/types'
import { linesOf } from './weeks'

const issue = (number: number, week: string, lang: 'zh-CN' | 'en', more: Partial<BulletinSummary> = {}): BulletinSummary => ({ id: `${number}${lang}`, number, year: 2026, week, lang, title: '', published_at: '2026-11-23T01:00:00Z', published_by: '', root: '', sha256: '', ...more })

it('weeks without an issue stand above those with one, and only for those who publish', () => {
  const issues = [issue(2, '2026-W46', 'zh-CN'), issue(2, '2026-W46', 'en')]
  const drafts = [{ week: '2026-W47', lang: 'zh-CN' as const, edited_at: '', edited_by: '' }]
  const lines = linesOf(issues, drafts, 'zh-CN', '2026-11-26', true)
  expect(lines.map((l) => `${l.week} ${l.state}`)).toEqual(['2026-W48 none', '2026-W47 draft', '2026-W46 issued'])
  expect(linesOf(issues, [], 'zh-CN', '2026-11-26', false).map((l) => l.week)).toEqual(['2026-W46'])
})

it('a corrected issue and its correction say so', () => {
  const issues = [issue(3, '2026-W46', 'zh-CN', { corrects: { id: 'a', year: 2026, number: 2 } }), issue(2, '2026-W46', 'zh-CN', { corrected_by: { id: 'b', year: 2026, number: 3 } })]
  expect(linesOf(issues, [], 'zh-CN', '2026-11-26', false).map((l) => l.state)).toEqual(['correction', 'corrected'])
})
