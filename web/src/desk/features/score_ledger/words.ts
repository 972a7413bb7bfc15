import type { AppealState, FinderLevel, ScoreEntryView, ScoreTrigger } from '@/shared/api/types'
import { currentLang } from '@/shared/i18n'

/** What an entry can be about. */
export const triggers: readonly ScoreTrigger[] = ['problem', 'overdue', 'rework', 'reminded', 'supervised', 'raised', 'clean_site', 'by_hand']
/** Who can have found it, the highest first. */
export const levels: readonly FinderLevel[] = ['province', 'city', 'district', 'street', 'own', 'public']
/** Where an appeal can stand. */
export const appealStates: readonly AppealState[] = ['pending', 'upheld', 'dismissed', 'withdrawn']
/** The longest basis, reason, appeal or ruling, in characters. */
export const mostLetters = 500

/** Whether points are given, taken, or neither; read from the sign, nothing is reckoned here. */
export function wayOf(amount: string): 'up' | 'down' | 'none' {
  if (!/[1-9]/.test(amount)) return 'none'
  return /^[-−]/.test(amount) ? 'down' : 'up'
}

/** Whether an entry counts: neither reversed nor itself a reversal. */
export const stands = (entry: Pick<ScoreEntryView, 'reverses' | 'reversed_by'>): boolean => entry.reverses == null && entry.reversed_by == null

/** How many characters a text has as the server counts them: one of two halves is one. */
export const lettersOf = (text: string): number => [...text.trim()].length

/** A month, or nothing when the text is none. */
export const monthOf = (text: string): string | undefined => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined)

/** The month so many months later (or earlier, when negative): `2026-12` and 1 give `2027-01`. */
export function stepMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const months = year * 12 + (number - 1) + by
  return `${Math.floor(months / 12)}-${String((((months % 12) + 12) % 12) + 1).padStart(2, '0')}`
}

/** `2026-11` as a person says it. */
export function showMonth(month: string): string {
  const lang = currentLang()
  const format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'zh-CN', { timeZone: 'UTC', year: 'numeric', month: 'long' })
  return monthOf(month) ? format.format(new Date(`${month}-15T00:00:00Z`)) : month
}

/** Whether what the server kept is what was last written; a resend answers as the first did. */
export function sameEntry(kept: ScoreEntryView, sent: { unit_id: string; rule: string; level: string; on_day: string; text: string }): boolean {
  return kept.unit?.id === sent.unit_id && kept.rule.code === sent.rule && kept.level === sent.level && kept.on_day === sent.on_day && kept.text === sent.text.trim()
}
