import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import type { CaseDetail } from '@/shared/api/types'
import { asked, type CaseAction, type CaseWords } from './actions'
import type { RowResult } from './batch'

/** Does one thing to a case, on the version that was seen, and answers the case after it. */
export function send(id: string, version: number, action: CaseAction, words: CaseWords): Promise<CaseDetail> {
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } }
  const reason = words.reason.trim()
  switch (action) {
    case 'filing':
      return take(api.POST('/api/v1/cases/{id}/filing', { params, body: { description: null, limit: words.limit.trim() || null } }))
    case 'dispatch':
      return take(api.POST('/api/v1/cases/{id}/dispatch', { params, body: { unit_id: words.unit || null, note: words.note.trim() || null, limit: words.limit.trim() || null } }))
    case 'withdrawal':
      return take(api.POST('/api/v1/cases/{id}/withdrawal', { params, body: { reason } }))
    case 'reminder':
      return take(api.POST('/api/v1/cases/{id}/reminder', { params, body: { text: words.note.trim() } }))
    case 'supervision':
      return take(api.POST('/api/v1/cases/{id}/supervision-order', { params, body: { text: words.note.trim() } }))
    case 'raising':
      return take(api.POST('/api/v1/cases/{id}/raise', { params, body: { text: words.note.trim() } }))
    case 'extension':
      return take(api.POST('/api/v1/cases/{id}/extension', { params, body: { reason } }))
    case 'acceptance':
      return take(api.POST('/api/v1/cases/{id}/acceptance', { params, body: {} }))
    case 'rectification':
    case 'on_spot':
      return take(api.POST('/api/v1/cases/{id}/rectification', { params, body: { measures: words.measures.trim(), long_term_measures: words.longTerm.trim() || null, on_spot: action === 'on_spot', photos: words.photos } }))
    case 'check':
      return take(api.POST('/api/v1/cases/{id}/check', { params, body: { passed: words.passed, reason: reason || null, photos: words.photos } }))
    case 'object':
    case 'ask_extension':
    case 'ask_suspension':
    case 'ask_long_term':
    case 'appeal': {
      const plan = action === 'ask_long_term' ? words.plan.map((s) => ({ due: s.due, text: s.text.trim() })) : []
      const held = action === 'ask_suspension' || action === 'ask_long_term'
      return take(
        api.POST('/api/v1/cases/{id}/requests', {
          params,
          body: {
            id: words.request,
            kind: asked[action],
            reason,
            resume_on: held ? words.resumeOn : null,
            proposed_unit_id: action === 'object' ? words.unit || null : null,
            plan,
            lasting_measures: action === 'ask_long_term' ? words.longTerm.trim() : null,
          },
        }),
      )
    }
    case 'resumption':
      return take(api.POST('/api/v1/cases/{id}/resumption', { params }))
    case 'declining':
      return take(api.POST('/api/v1/cases/{id}/declining', { params, body: { reason } }))
    case 'voiding':
      return take(api.POST('/api/v1/cases/{id}/voiding', { params, body: { reason } }))
  }
}

/** The case as it stands. */
export function readCase(id: string): Promise<CaseDetail> {
  return take(api.GET('/api/v1/cases/{id}', { params: { path: { id } } }))
}

/**
 * Does one thing to one case of many. The version is read just before, so that what another changed meanwhile is judged
 * as it stands; a try whose answer was lost rests on the version it was first tried on, so that nothing is done twice:
 * then `standing` words how the case stands now, and a person decides.
 */
export async function sendRow(row: RowResult, action: CaseAction, words: CaseWords, standing: (now: CaseDetail) => string): Promise<CaseDetail> {
  const unsure = row.version !== undefined
  row.version ??= (await readCase(row.id)).version
  try {
    const after = await send(row.id, row.version, action, words)
    row.version = after.version
    return after
  } catch (cause) {
    if (!(cause instanceof Refusal) || !cause.problem) throw cause
    row.version = undefined
    if (!unsure || cause.kind !== 'conflict') throw cause
    throw new Refusal('conflict', { ...cause.problem, detail: standing(await readCase(row.id)) })
  }
}
