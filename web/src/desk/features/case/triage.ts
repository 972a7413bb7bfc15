import type { CaseDetail } from '@/shared/api/types'
import { actionOf, type CaseAction } from './actions'

/** The queues of the triage: what is to be decided, what to be dispatched, what to be checked. */
export const queues = {
  decide: { state: 'reported', sort: 'earliest' },
  dispatch: { state: 'filed', sort: 'deadline' },
  check: { checkable: 'true', sort: 'deadline' },
} as const
export type Queue = keyof typeof queues

/** What a key does to a case, where the server allows it; nothing otherwise. */
export function actionOfKey(key: string, detail: Pick<CaseDetail, 'allowed'>): { action: CaseAction; passed: boolean } | undefined {
  const allowed = new Set(detail.allowed.map((a) => actionOf(a.action)))
  const wanted: Record<string, readonly [CaseAction, boolean][]> = {
    f: [['filing', true]],
    d: [['dispatch', true]],
    p: [['check', true]],
    r: [['check', false], ['declining', true], ['voiding', true]],
  }
  const found = wanted[key.toLowerCase()]?.find(([action]) => allowed.has(action))
  return found && { action: found[0], passed: found[1] }
}
