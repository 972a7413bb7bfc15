import { ref } from 'vue'
import { api, take } from '@/shared/api/client'
import { useFresh } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'

/** How many notices one has not read, as it changes. */
const unread = ref(0)

/** Keeps the count while something shows it; the stream says when there are new ones. */
export function useUnread() {
  const loaded = useLoad(async () => {
    const list = await take(api.GET('/api/v1/me/notices', { params: { query: { unread: true, limit: 1 } } }))
    unread.value = list.unread
    return list
  })
  useFresh('notice', loaded)
  return unread
}

/** Notes what an answer said about the count. */
export function learnUnread(count: number): void {
  unread.value = count
}
