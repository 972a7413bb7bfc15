import { computed, type Ref } from 'vue'
import { useSession } from '@/desk/stores/session'
import { api, take } from '@/shared/api/client'
import type { UnitClass, UnitDetail } from '@/shared/api/types'
import { useEdit } from '@/shared/api/useEdit'
import { useFresh } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'

/** The classes of units, in the order they are offered. */
export const unitClasses: readonly UnitClass[] = ['street', 'department', 'community', 'enterprise', 'resident_unit', 'merchant']

/** One unit: reading it and changing what it is. */
export function useUnit(id: Ref<string>) {
  const session = useSession()
  const read = (): Promise<UnitDetail> => take(api.GET('/api/v1/units/{id}', { params: { path: { id: id.value } } }))
  const loaded = useLoad(read, () => id.value)
  const may = computed(() => session.me?.may.includes('edit_grid') ?? false)
  const edit = useEdit<UnitDetail, { name: { zh: string; en: string }; class: UnitClass; peer_group: string | null; active: boolean }>({
    data: loaded.data,
    subject: (unit) => ({ noun: 'unit', id: unit.id }),
    versionOf: (unit) => unit.version,
    fieldsOf: (unit) => ({ name: { zh: unit.wording.zh, en: unit.wording.en ?? '' }, class: unit.class, peer_group: unit.peer_group?.code ?? null, active: unit.active }),
    read,
    write: (version, changed) => take(api.PATCH('/api/v1/units/{id}', { params: { path: { id: id.value }, header: { 'If-Match': `"${version}"` } }, body: changed })),
  })
  useFresh((c) => c.id === id.value || c.noun === 'person', loaded, { held: () => !!edit.draft.value })
  return { ...loaded, may, edit }
}
