import { newId } from '@/shared/api/newId'
import type { CaseDetail } from '@/shared/api/types'

/** What an actor can do to a case on this screen; the server's `allowed` decides which are offered. */
export const actions = ['filing', 'dispatch', 'acceptance', 'rectification', 'check', 'on_spot', 'reminder', 'supervision', 'raising', 'extension', 'withdrawal', 'declining', 'voiding', 'object', 'ask_extension', 'ask_suspension', 'ask_long_term', 'appeal', 'resumption'] as const
export type CaseAction = (typeof actions)[number]

/** What a person writes before acting. */
export interface CaseWords {
  unit: string
  note: string
  /** The limit as people write it, such as 3个工作日 or 限7月1日前; empty for the one it has. */
  limit: string
  measures: string
  longTerm: string
  passed: boolean
  reason: string
  /** The hashes of photographs that have arrived. */
  photos: string[]
  /** Of a request: its identity, so that sending it twice makes one. */
  request: string
  /** The local day on which the clock goes on, as `2026-12-01`. */
  resumeOn: string
  /** The stages of a long-term plan. */
  plan: { due: string; text: string }[]
}

export const noWords = (): CaseWords => ({ unit: '', note: '', limit: '', measures: '', longTerm: '', passed: true, reason: '', photos: [], request: newId(), resumeOn: '', plan: [{ due: '', text: '' }] })

// The server names an action by the deed; its address and this screen by the noun.
const deeds: Record<string, CaseAction> = {
  file: 'filing',
  accept: 'acceptance',
  rectify: 'rectification',
  decline: 'declining',
  void: 'voiding',
  withdraw: 'withdrawal',
  remind: 'reminder',
  supervise: 'supervision',
  raise: 'raising',
  extend: 'extension',
  fix_on_spot: 'on_spot',
  resume: 'resumption',
}

/** The action this screen knows under the server's name, if any. */
export function actionOf(name: string): CaseAction | undefined {
  return (actions as readonly string[]).includes(name) ? (name as CaseAction) : deeds[name]
}

/** What this screen offers of what the server allows, each once. */
export function offeredBy(detail: CaseDetail | undefined): CaseAction[] {
  return [...new Set((detail?.allowed ?? []).map((a) => actionOf(a.action)).filter((a) => a !== undefined))]
}

/** What a unit asks for, by the step that asks. */
export const asked = { object: 'objection', ask_extension: 'extension', ask_suspension: 'suspension', ask_long_term: 'long_term', appeal: 'appeal' } as const
export type Ask = keyof typeof asked
export const isAsk = (action: CaseAction | undefined): action is Ask => !!action && action in asked

/** What is never done without a reason. */
export const reasoned: ReadonlySet<CaseAction> = new Set(['declining', 'voiding', 'withdrawal', 'extension', ...(Object.keys(asked) as Ask[])])

/** What is missing before the action can be sent: the key of a sentence, or nothing. */
export function missing(action: CaseAction, words: CaseWords): 'case.needMeasures' | 'case.needReason' | 'case.needReminder' | 'case.needDay' | 'case.needPlan' | 'case.needLasting' | undefined {
  if ((action === 'ask_suspension' || action === 'ask_long_term') && !words.resumeOn) return 'case.needDay'
  if (action === 'ask_long_term') {
    if (!words.plan.length || words.plan.some((s) => !s.due || !s.text.trim())) return 'case.needPlan'
    if (!words.longTerm.trim()) return 'case.needLasting'
  }
  if ((action === 'rectification' || action === 'on_spot') && !words.measures.trim()) return 'case.needMeasures'
  if ((action === 'reminder' || action === 'supervision' || action === 'raising') && !words.note.trim()) return 'case.needReminder'
  const needs = reasoned.has(action) || (action === 'check' && !words.passed)
  return needs && !words.reason.trim() ? 'case.needReason' : undefined
}
