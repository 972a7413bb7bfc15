import type { CaseDetail } from '@/shared/api/types'

/** What an actor can do to a case on this screen; the server's `allowed` decides which are offered. */
export const actions = ['filing', 'dispatch', 'acceptance', 'rectification', 'check', 'on_spot', 'reminder', 'extension', 'withdrawal', 'declining', 'voiding'] as const
export type CaseAction = (typeof actions)[number]

/** What a person writes before acting. */
export interface CaseWords {
  unit: string
  note: string
  measures: string
  longTerm: string
  passed: boolean
  reason: string
  /** The hashes of photographs that have arrived. */
  photos: string[]
}

export const noWords = (): CaseWords => ({ unit: '', note: '', measures: '', longTerm: '', passed: true, reason: '', photos: [] })

// The server names an action by the deed; its address and this screen by the noun.
const deeds: Record<string, CaseAction> = {
  file: 'filing',
  accept: 'acceptance',
  rectify: 'rectification',
  decline: 'declining',
  void: 'voiding',
  withdraw: 'withdrawal',
  remind: 'reminder',
  extend: 'extension',
  fix_on_spot: 'on_spot',
}

/** The action this screen knows under the server's name, if any. */
export function actionOf(name: string): CaseAction | undefined {
  return (actions as readonly string[]).includes(name) ? (name as CaseAction) : deeds[name]
}

/** What this screen offers of what the server allows, each once. */
export function offeredBy(detail: CaseDetail | undefined): CaseAction[] {
  return [...new Set((detail?.allowed ?? []).map((a) => actionOf(a.action)).filter((a) => a !== undefined))]
}

/** What is never done without a reason. */
export const reasoned: ReadonlySet<CaseAction> = new Set(['declining', 'voiding', 'withdrawal', 'extension'])

/** What is missing before the action can be sent: the key of a sentence, or nothing. */
export function missing(action: CaseAction, words: CaseWords): 'case.needMeasures' | 'case.needReason' | 'case.needReminder' | undefined {
  if ((action === 'rectification' || action === 'on_spot') && !words.measures.trim()) return 'case.needMeasures'
  if (action === 'reminder' && !words.note.trim()) return 'case.needReminder'
  const needs = reasoned.has(action) || (action === 'check' && !words.passed)
  return needs && !words.reason.trim() ? 'case.needReason' : undefined
}
