import { api, take } from '@/shared/api/client'
import type { CaseDetail } from '@/shared/api/types'
import type { CaseAction, CaseWords } from './actions'

/** Does one thing to a case, on the version that was seen, and answers the case after it. */
export function send(id: string, version: number, action: CaseAction, words: CaseWords): Promise<CaseDetail> {
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } }
  const reason = words.reason.trim()
  switch (action) {
    case 'filing':
      return take(api.POST('/api/v1/cases/{id}/filing', { params, body: { description: null } }))
    case 'dispatch':
      return take(api.POST('/api/v1/cases/{id}/dispatch', { params, body: { unit_id: words.unit || null, note: words.note.trim() || null } }))
    case 'withdrawal':
      return take(api.POST('/api/v1/cases/{id}/withdrawal', { params, body: { reason } }))
    case 'reminder':
      return take(api.POST('/api/v1/cases/{id}/reminder', { params, body: { text: words.note.trim() } }))
    case 'extension':
      return take(api.POST('/api/v1/cases/{id}/extension', { params, body: { reason } }))
    case 'acceptance':
      return take(api.POST('/api/v1/cases/{id}/acceptance', { params, body: {} }))
    case 'rectification':
    case 'on_spot':
      return take(api.POST('/api/v1/cases/{id}/rectification', { params, body: { measures: words.measures.trim(), long_term_measures: words.longTerm.trim() || null, on_spot: action === 'on_spot', photos: words.photos } }))
    case 'check':
      return take(api.POST('/api/v1/cases/{id}/check', { params, body: { passed: words.passed, reason: reason || null, photos: words.photos } }))
    case 'declining':
      return take(api.POST('/api/v1/cases/{id}/declining', { params, body: { reason } }))
    case 'voiding':
      return take(api.POST('/api/v1/cases/{id}/voiding', { params, body: { reason } }))
  }
}

/** The same, on the version the case has now: for what is done to many, and for taking back what was just done. */
export async function sendNow(id: string, action: CaseAction, words: CaseWords): Promise<CaseDetail> {
  const now = await take(api.GET('/api/v1/cases/{id}', { params: { path: { id } } }))
  return send(id, now.version, action, words)
}
