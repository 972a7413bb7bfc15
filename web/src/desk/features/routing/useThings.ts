import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import { useLoad } from '@/shared/api/useLoad'

export interface Choice { key: string; text: string }
export const sources = ['daily_patrol', 'mock_assessment', 'city_notice', 'joint_supervision', 'monthly_assessment', 'official_assessment', 'grid_report', 'public_report', 'hotline', 'media', 'leader_instruction', 'image_recognition', 're_check', 'self_check'] as const
export const targets = ['named_unit', 'ownership_record', 'item_department', 'site_unit', 'territorial_unit', 'office'] as const

/** What conditions and targets can name: the items, groups and site types of the edition in force, nodes, units, sources. */
export function useThings() {
  const { t } = useI18n()
  const edition = useLoad(async () => {
    const found = (await take(api.GET('/api/v1/editions'))).items.find((e) => e.in_force)
    if (!found) return undefined
    const path = { params: { path: { id: found.id } } }
    const [detail, items] = await Promise.all([take(api.GET('/api/v1/editions/{id}', path)), take(api.GET('/api/v1/editions/{id}/items', path))])
    return { groups: detail.groups, types: detail.site_types, items: items.items }
  })
  const units = useLoad(() => take(api.GET('/api/v1/units', { params: { query: { limit: 500, retired: true } } })))
  const nodes = useLoad(() => take(api.GET('/api/v1/nodes', { params: { query: { limit: 2000 } } })))
  const coded = (of?: { code: string; name: string }[]): Choice[] => (of ?? []).map((o) => ({ key: o.code, text: `${o.code} ${o.name}` }))
  return {
    items: computed(() => coded(edition.data.value?.items)),
    groups: computed(() => coded(edition.data.value?.groups)),
    types: computed(() => (edition.data.value?.types ?? []).map((o) => ({ key: o.code, text: o.name }))),
    units: computed(() => (units.data.value?.items ?? []).map((u) => ({ key: u.id, text: u.active ? u.name : t('routing.closed', { name: u.name }) }))),
    nodes: computed(() => (nodes.data.value?.items ?? []).map((n) => ({ key: n.id, text: `${n.name} ${n.code}` }))),
    sources: computed(() => sources.map((key) => ({ key: key as string, text: t(`case.sources.${key}`) }))),
    targets: computed(() => targets.map((key) => ({ key: key as string, text: t(`routing.targets.${key}`) }))),
  }
}
