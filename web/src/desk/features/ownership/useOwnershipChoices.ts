import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import { useLoad } from '@/shared/api/useLoad'

/** What a record can name: the items of the edition in force, those of the site's type first, and units; those out of use say so. */
export function useOwnershipChoices(type: Ref<string | undefined>) {
  const { t } = useI18n()
  const items = useLoad(
    async () => {
      const edition = (await take(api.GET('/api/v1/editions'))).items.find((e) => e.in_force)
      return edition ? (await take(api.GET('/api/v1/editions/{id}/items', { params: { path: { id: edition.id }, query: { type: type.value } } }))).items : []
    },
    () => type.value,
  )
  const units = useLoad(() => take(api.GET('/api/v1/units', { params: { query: { retired: true } } })))
  return {
    items: computed(() => (items.data.value ?? []).map((i) => ({ key: i.code, text: `${i.code} ${i.name}` }))),
    units: computed(() => (units.data.value?.items ?? []).map((u) => ({ key: u.id, text: u.active ? u.name : t('routing.closed', { name: u.name }) }))),
  }
}
