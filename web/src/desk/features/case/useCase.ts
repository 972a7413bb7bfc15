import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import type { CaseDetail } from '@/shared/api/types'
import { useFresh } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'
import { ElMessage } from '@/shared/ui/element'
import type { CaseAction, CaseWords } from './actions'

function send(id: string, version: number, action: CaseAction, words: CaseWords): Promise<CaseDetail> {
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } }
  const reason = words.reason.trim()
  switch (action) {
    case 'filing':
      return take(api.POST('/api/v1/cases/{id}/filing', { params, body: { description: null } }))
    case 'dispatch':
      return take(api.POST('/api/v1/cases/{id}/dispatch', { params, body: { unit_id: words.unit || null, note: words.note.trim() || null } }))
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

/** One case and what may be done to it. A conflict reads the case anew before anything is tried again. */
export function useCase(id: string) {
  const { t } = useI18n()
  const loaded = useLoad(() => take(api.GET('/api/v1/cases/{id}', { params: { path: { id } } })))
  useFresh((c) => c.noun === 'case' && c.id === id, loaded)
  const acting = ref(false)
  const actRefusal = shallowRef<Refusal>()

  async function act(action: CaseAction, words: CaseWords): Promise<void> {
    const now = loaded.data.value
    if (!now || acting.value) return
    acting.value = true
    actRefusal.value = undefined
    try {
      await send(id, now.version, action, words)
      ElMessage.success(t('case.done', { action: t(`case.action.${action}`) }))
      await loaded.reload()
    } catch (cause) {
      actRefusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
      if (actRefusal.value.kind === 'conflict') await loaded.reload()
    } finally {
      acting.value = false
    }
  }

  function settle(): void {
    actRefusal.value = undefined
  }

  return { ...loaded, acting, actRefusal, act, settle }
}
