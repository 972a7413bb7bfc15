import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import { useFresh } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'
import { ElMessage } from '@/shared/ui/element'
import { useUndo } from '@/shared/api/useUndo'
import { noWords, type CaseAction, type CaseWords } from './actions'
import { send, sendNow } from './send'

/** One case and what may be done to it. A conflict reads the case anew before anything is tried again. */
export function useCase(id: string) {
  const { t } = useI18n()
  const loaded = useLoad(() => take(api.GET('/api/v1/cases/{id}', { params: { path: { id } } })))
  useFresh((c) => c.noun === 'case' && c.id === id, loaded)
  const { offerUndo } = useUndo()
  const acting = ref(false)
  const actRefusal = shallowRef<Refusal>()

  async function act(action: CaseAction, words: CaseWords): Promise<void> {
    const now = loaded.data.value
    if (!now || acting.value) return
    acting.value = true
    actRefusal.value = undefined
    try {
      await send(id, now.version, action, words)
      const done = t('case.done', { action: t(`case.action.${action}`) })
      // A dispatch can be taken back until its unit accepts it; the record keeps both.
      if (action === 'dispatch') offerUndo(done, () => sendNow(id, 'withdrawal', { ...noWords(), reason: t('case.undone') }).then(() => loaded.reload()))
      else ElMessage.success(done)
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
