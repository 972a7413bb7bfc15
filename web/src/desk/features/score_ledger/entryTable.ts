import { showDay, showMinute } from '@/shared/ui/format'
import type { Table } from '@/shared/ui/keepTable'
import type { ScoreEntryView } from '@/shared/api/types'

type Say = (key: string, named?: Record<string, unknown>) => string

/** Entries as a file: the columns of the screen, each part in a cell of its own. */
export function entryTable(entries: readonly ScoreEntryView[], t: Say): Table {
  const head = ['number', 'onDay'].map((k) => t(`score.${k}`))
  head.push(t('word.unit'), ...['rule', 'trigger', 'share', 'level', 'amount', 'calculation', 'scheme', 'case', 'round'].map((k) => t(`score.${k}`)), t('word.site'), t('score.basis'), t('word.state'), t('score.appealText'), t('score.ruling'), t('score.postedAt'), t('score.by'))
  const state = (e: ScoreEntryView) => [e.reversed_by != null && t('score.reversedBy', { n: e.reversed_by }), e.reverses != null && t('score.reverses', { n: e.reverses }), e.appeal?.state_name].filter(Boolean).join('；')
  const points = (amount: string) => (Number.isFinite(Number(amount)) ? Number(amount) : amount)
  const row = (e: ScoreEntryView) => [e.number, showDay(e.on_day), e.unit?.name ?? '—', e.rule.name, e.trigger_name, e.share_name ?? '', e.level_name, points(e.amount), e.calculation, e.scheme, e.case?.code ?? '', e.round?.name ?? '', e.site?.name ?? '', e.text, state(e), e.appeal?.text ?? '', e.appeal?.ruling ?? '', showMinute(e.posted_at), e.by ?? t('score.byRules')]
  return { head, rows: entries.map(row) }
}
