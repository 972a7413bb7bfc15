import { computed, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { Refusal } from './refusal'

/** What a screen knows about a thing it asked for. */
export interface Loaded<T> {
  data: ShallowRef<T | undefined>
  refusal: ShallowRef<Refusal | undefined>
  pending: ShallowRef<boolean>
  reload: () => Promise<void>
}

/**
 * Asks for a thing now, again when `key` changes, when the language changes (the server words its
 * answers) and when the network comes back after an offline refusal. A late answer to an
 * outdated question is dropped. What was read stays on screen while the next answer is under way.
 */
export function useLoad<T>(ask: () => Promise<T>, key: () => unknown = () => null): Loaded<T> {
  const data = shallowRef<T>()
  const refusal = shallowRef<Refusal>()
  const pending = shallowRef(true)
  const { locale } = useI18n()
  let asked = 0

  async function reload(): Promise<void> {
    const mine = ++asked
    pending.value = true
    try {
      const answer = await ask()
      if (mine !== asked) return
      data.value = answer
      refusal.value = undefined
    } catch (cause) {
      if (mine !== asked) return
      refusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
      if (!(cause instanceof Refusal)) console.error(cause)
    } finally {
      if (mine === asked) pending.value = false
    }
  }

  const question = computed(() => JSON.stringify([key(), locale.value]))
  watch(question, reload, { immediate: true })
  const back = () => refusal.value?.kind === 'offline' && void reload()
  window.addEventListener('online', back)
  onScopeDispose(() => {
    asked++
    window.removeEventListener('online', back)
  })
  return { data, refusal, pending, reload }
}
