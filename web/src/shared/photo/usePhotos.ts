import { computed, onScopeDispose, ref } from 'vue'
import { Refusal } from '@/shared/api/refusal'
import { hashOf, sendPhoto } from './photo'

/** A photograph on its way: chosen, sending, there, or refused with a sentence. */
export interface Sending {
  key: number
  name: string
  preview: string
  state: 'sending' | 'there' | 'refused'
  share: number
  hash?: string
  refusal?: Refusal
}

export interface Posting {
  hashOf: typeof hashOf
  send: typeof sendPhoto
}

let keys = 0

/**
 * Photographs being added to something: each is sent at once, one after another, may be retried or
 * removed, and the same one is taken only once. What is attached in the end is `hashes`.
 */
export function usePhotos(most: () => number, post: Posting = { hashOf, send: sendPhoto }) {
  const items = ref<Sending[]>([])
  const files = new Map<number, File>()
  const calls = new Map<number, AbortController>()
  let line: Promise<void> = Promise.resolve()
  const hashes = computed(() => items.value.filter((i) => i.state === 'there').map((i) => i.hash as string))
  const busy = computed(() => items.value.some((i) => i.state === 'sending'))
  const failed = computed(() => items.value.some((i) => i.state === 'refused'))
  const room = computed(() => Math.max(0, most() - items.value.length))
  const find = (key: number) => items.value.find((i) => i.key === key)

  async function post1(key: number): Promise<void> {
    const [item, file] = [find(key), files.get(key)]
    if (!item || !file) return
    const call = new AbortController()
    calls.set(key, call)
    try {
      const hash = await post.hashOf(file)
      if (items.value.some((i) => i.key !== key && i.hash === hash)) return remove(key)
      item.hash = hash
      await post.send(file, hash, (share) => (item.share = share), call.signal)
      item.state = 'there'
    } catch (cause) {
      item.hash = undefined
      item.state = 'refused'
      item.refusal = cause instanceof Refusal ? cause : new Refusal('fault')
    } finally {
      calls.delete(key)
    }
  }

  function start(key: number): void {
    line = line.then(() => post1(key))
  }

  /** Takes files in, as many as there is room for; the rest is left out and counted. */
  function add(chosen: Iterable<File>): number {
    const all = [...chosen]
    const taken = all.slice(0, room.value)
    for (const file of taken) {
      const key = ++keys
      files.set(key, file)
      items.value.push({ key, name: file.name, preview: URL.createObjectURL(file), state: 'sending', share: 0 })
      start(key)
    }
    return all.length - taken.length
  }

  function retry(key: number): void {
    const item = find(key)
    if (item?.state !== 'refused') return
    Object.assign(item, { state: 'sending', share: 0, refusal: undefined })
    start(key)
  }

  function remove(key: number): void {
    const item = find(key)
    if (!item) return
    calls.get(key)?.abort()
    URL.revokeObjectURL(item.preview)
    files.delete(key)
    items.value = items.value.filter((i) => i.key !== key)
  }

  function clear(): void {
    for (const item of [...items.value]) remove(item.key)
  }

  onScopeDispose(clear)
  return { items, hashes, busy, failed, room, add, retry, remove, clear }
}
