import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { Refusal } from './refusal'

/** One deed at a time: whether it is under way, and in words why it was refused. */
export function useAct() {
  const { t } = useI18n()
  const acting = ref(false)
  const refusal = shallowRef<Refusal>()
  const said = computed(() => {
    const why = refusal.value
    if (!why || why.kind === 'signed-out') return ''
    if (why.kind === 'offline') return t('state.offline')
    if (!why.problem) return t(why.kind === 'forbidden' ? 'state.forbidden' : 'state.fault')
    return [...new Set([why.message, ...Object.values(why.fields)])].join(' ')
  })

  /** Does it; true when it was done. */
  async function act(deed: () => Promise<unknown>): Promise<boolean> {
    if (acting.value) return false
    acting.value = true
    refusal.value = undefined
    try {
      await deed()
      return true
    } catch (cause) {
      refusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
      if (!(cause instanceof Refusal)) console.error(cause)
      return false
    } finally {
      acting.value = false
    }
  }
  return { acting, refusal, said, act }
}
