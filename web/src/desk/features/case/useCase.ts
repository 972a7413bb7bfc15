import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { Refusal } from '@/shared/api/refusal'
import { useFresh } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'
import { ElMessage } from '@/shared/ui/element'
import { useUndo } from '@/shared/api/useUndo'
import { noWords, type CaseAction, type CaseWords } from './actions'
import { readCase, send } from './send'

/**
 * One case and what may be done to it. `open` is the step somebody is writing: it ends when the step is done or given
 * up, never because the case changed underneath; a conflict reads the case anew before anything is tried again.
 */
export function useCase(id: string, { onTakenBack = () => undefined }: { onTakenBack?: (id: string) => void } = {}) {
  const { t } = useI18n()
  const loaded = useLoad(() => readCase(id))
  useFresh((c) => c.noun === 'case' && c.id === id, loaded)
  const { offerUndo } = useUndo()
  const open = ref<CaseAction>()
  const acting = ref(false)
  const actRefusal = shallowRef<Refusal>()

  function start(action: CaseAction): void {
    actRefusal.value = undefined
    open.value = action
  }
  function giveUp(): void {
    open.value = undefined
  }

  /** Whether it was done. */
  async function act(action: CaseAction, words: CaseWords): Promise<boolean> {
    const now = loaded.data.value
    if (!now || acting.value) return false
    acting.value = true
    actRefusal.value = undefined
    try {
      const after = await send(id, now.version, action, words)
      open.value = undefined
      const done = t('case.done', { action: t(`case.action.${action}`) })
      // A dispatch can be taken back until its unit accepts it, and only this one: not what a colleague made of it since.
      if (action === 'dispatch') offerUndo(done, () => takeBack(after.version))
      else ElMessage.success(done)
      await loaded.reload()
      return true
    } catch (cause) {
      actRefusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
      if (actRefusal.value.kind === 'conflict') await loaded.reload()
      return false
    } finally {
      acting.value = false
    }
  }
  async function takeBack(version: number): Promise<void> {
    await send(id, version, 'withdrawal', { ...noWords(), reason: t('case.undone') })
    onTakenBack(id)
    await loaded.reload()
  }

  return { ...loaded, open, start, giveUp, acting, actRefusal, act }
}
