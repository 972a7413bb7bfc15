import { computed } from 'vue'
import { api, take } from '@/shared/api/client'
import { useLoad } from '@/shared/api/useLoad'

/** What sites and cases can be filtered by: the types in use, the streets, the units. */
export function useSiteChoices() {
  const types = useLoad(async () => {
    const editions = await take(api.GET('/api/v1/editions'))
    const edition = editions.items.find((e) => e.state === 'published') ?? editions.items[0]
    return edition ? take(api.GET('/api/v1/editions/{id}', { params: { path: { id: edition.id } } })) : undefined
  })
  const nodes = useLoad(() => take(api.GET('/api/v1/nodes', { params: { query: { level: 2 } } })))
  const units = useLoad(() => take(api.GET('/api/v1/units')))
  return {
    types: computed(() => (types.data.value?.site_types ?? []).map((y) => ({ key: y.code, text: y.name }))),
    nodes: computed(() => (nodes.data.value?.items ?? []).map((n) => ({ key: n.id, text: n.name }))),
    units: computed(() => (units.data.value?.items ?? []).map((u) => ({ key: u.id, text: u.name }))),
  }
}
