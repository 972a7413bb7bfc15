import { computed } from 'vue'
import { useQuery } from '@/desk/useQuery'
import { api, take } from '@/shared/api/client'
import { useFresh } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'
import { chosenOf, outlineOf } from './outline'

/** An edition with its items, what of them is shown, and which one is open. All of it lives in the address. */
export function useStandard(id: string) {
  const path = { id }
  const edition = useLoad(() => take(api.GET('/api/v1/editions/{id}', { params: { path } })))
  const items = useLoad(() => take(api.GET('/api/v1/editions/{id}/items', { params: { path, query: {} } })))
  const its = (c: { noun: string; id: string }) => c.noun === 'edition' && c.id === id
  useFresh(its, edition)
  useFresh(its, items)
  const [q, group, type, item] = [useQuery('q'), useQuery('group'), useQuery('type'), useQuery('item')]
  const all = computed(() => items.data.value?.items ?? [])
  const found = computed(() => chosenOf(all.value, { q: q.value, group: '', type: type.value }))
  const shown = computed(() => chosenOf(found.value, { q: '', group: group.value, type: '' }))
  const tree = computed(() => outlineOf(edition.data.value?.groups ?? [], found.value))

  /** The item before or after the open one among those shown. */
  function step(by: 1 | -1): void {
    const at = shown.value.findIndex((i) => i.code === item.value)
    const next = shown.value[at + by]
    if (at >= 0 && next) item.value = next.code
  }

  return { edition, items, q, group, type, item, found, shown, tree, step }
}
