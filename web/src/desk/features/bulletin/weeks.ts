import type { BulletinDraftSummary, BulletinSummary } from '@/shared/api/types'
import { lastWeeks } from '@/shared/ui/format'

/** A line of the list: an issue, or a week that has none yet. */
export interface WeekLine {
  key: string
  week: string
  state: 'issued' | 'corrected' | 'correction' | 'draft' | 'none'
  issue?: BulletinSummary
  draft?: BulletinDraftSummary
}

/** Where an issue stands: corrected by a later one, a correction itself, or simply issued. */
export function stateOf(issue: BulletinSummary): WeekLine['state'] {
  if (issue.corrected_by) return 'corrected'
  return issue.corrects ? 'correction' : 'issued'
}

/** The issues in the reader's language (all, where that has none), and the last weeks without one on top. */
export function linesOf(issues: BulletinSummary[], drafts: BulletinDraftSummary[], lang: string, today: string, mayPublish: boolean): WeekLine[] {
  const own = issues.filter((b) => b.lang === lang)
  const shown = own.length ? own : issues
  const issued = shown.map((issue) => ({ key: issue.id, week: issue.week, state: stateOf(issue), issue }))
  if (!mayPublish) return issued
  const ofLang = drafts.filter((d) => d.lang === lang)
  const weeks = new Set([...lastWeeks(today, 2), ...ofLang.map((d) => d.week)])
  const free = [...weeks].filter((week) => !issues.some((b) => b.week === week && b.lang === lang))
  const open = free.sort().reverse().map((week): WeekLine => {
    const draft = ofLang.find((d) => d.week === week)
    return { key: week, week, state: draft ? 'draft' : 'none', draft }
  })
  return [...open, ...issued]
}
