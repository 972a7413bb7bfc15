import { shallowRef } from 'vue'
import { Refusal } from './refusal'
import { useLoad } from './useLoad'

interface Page<T> {
  items: T[]
  next?: string | null
  total?: number | null
}

/** A keyset list that grows: the first page follows `key`, `more` appends the next. */
export function usePages<T, P extends Page<T>>(ask: (cursor?: string) => Promise<P & Page<T>>, key: () => unknown) {
  const further = shallowRef<T[]>([])
  const next = shallowRef<string>()
  const growing = shallowRef(false)
  const growRefusal = shallowRef<Refusal>()
  const first = useLoad(async () => {
    const page = await ask()
    further.value = []
    next.value = page.next ?? undefined
    return page
  }, key)

  async function more(): Promise<void> {
    if (!next.value || growing.value) return
    const base = first.data.value
    growing.value = true
    growRefusal.value = undefined
    try {
      const page = await ask(next.value)
      // A filter changed meanwhile: these rows belong to a question nobody asks any more.
      if (first.data.value !== base) return
      further.value = [...further.value, ...page.items]
      next.value = page.next ?? undefined
    } catch (cause) {
      growRefusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
    } finally {
      growing.value = false
    }
  }

  return { ...first, further, next, growing, growRefusal, more }
}
