import { computed, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSession } from '@/desk/stores/session'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import type { Appointment, Departure, NodeDetail, NodePerson, Withdrawal } from '@/shared/api/types'
import { useEdit } from '@/shared/api/useEdit'
import { useFresh } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'
import { useUndo } from '@/shared/api/useUndo'

type Role = Appointment['role']
const at = (id: string, version: number) => ({ path: { id }, header: { 'If-Match': `"${version}"` } })

/** One node: reading it, and everything that is changed of it in place. */
export function useNode(id: Ref<string>) {
  const { t } = useI18n()
  const session = useSession()
  const read = (): Promise<NodeDetail> => take(api.GET('/api/v1/nodes/{id}', { params: { path: { id: id.value } } }))
  const loaded = useLoad(read, () => id.value)
  const { data } = loaded
  const may = computed(() => session.me?.may.includes('edit_grid') ?? false)
  const refused = shallowRef<Refusal>()
  const busy = shallowRef(false)
  const { offerUndo } = useUndo()

  const facts = useEdit<NodeDetail, { name: { zh: string; en: string }; unit_id: string | null; active: boolean }>({
    data,
    subject: (node) => ({ noun: 'node', id: node.id }),
    versionOf: (node) => node.version,
    fieldsOf: (node) => ({ name: { zh: node.wording.zh, en: node.wording.en ?? '' }, unit_id: node.unit?.id ?? null, active: node.active }),
    read,
    write: (version, changed) => take(api.PATCH('/api/v1/nodes/{id}', { params: at(id.value, version), body: changed })),
  })
  const duties = useEdit<NodeDetail, { duties: { id?: string | null; text: { zh: string; en: string } }[] }>({
    data,
    subject: (node) => ({ noun: 'node', id: node.id }),
    versionOf: (node) => node.version,
    fieldsOf: (node) => ({ duties: node.duties.map((d) => ({ id: d.id, text: { zh: d.wording.zh, en: d.wording.en ?? '' } })) }),
    read,
    write: (version, changed) => take(api.PUT('/api/v1/nodes/{id}/duties', { params: at(id.value, version), body: { duties: changed.duties ?? [] } })),
  })

  /** Does one deed on the version on screen; whether it was done. What was refused is said, and read again. */
  async function deed(act: (version: number) => Promise<NodeDetail>, back?: (version: number) => Promise<NodeDetail>): Promise<boolean> {
    if (!data.value || busy.value) return false
    busy.value = true
    refused.value = undefined
    try {
      const done = await act(data.value.version)
      data.value = done
      if (back) offerUndo(t('live.saved'), async () => (data.value = await back(data.value?.version ?? done.version)))
      return true
    } catch (cause) {
      refused.value = cause instanceof Refusal ? cause : new Refusal('fault')
      if (refused.value.kind === 'conflict') await loaded.reload()
      return false
    } finally {
      busy.value = false
    }
  }

  const post = {
    appoint: (body: Appointment) => (version: number) => take(api.POST('/api/v1/nodes/{id}/appointments', { params: at(id.value, version), body })),
    depart: (body: Departure) => (version: number) => take(api.POST('/api/v1/nodes/{id}/departures', { params: at(id.value, version), body })),
    withdraw: (body: Withdrawal) => (version: number) => take(api.POST('/api/v1/nodes/{id}/withdrawals', { params: at(id.value, version), body })),
  }
  // What others change is read anew in place, but not under the hand of whoever is changing it.
  useFresh((c) => c.id === id.value || c.noun === 'person' || c.noun === 'unit', loaded, { held: () => busy.value || !!facts.draft.value || !!duties.draft.value })
  const appoint = (body: Appointment) => {
    const { role, person_id, since } = body
    return deed(post.appoint(body), post.withdraw({ role, person_id, since, restores: body.replaces?.[0] ?? null }))
  }
  const depart = (person: NodePerson, until: string) => {
    const body = { role: person.role as Role, person_id: person.person.id, since: person.since }
    return deed(post.depart({ ...body, until }), post.depart({ ...body, until: person.until ?? null }))
  }
  return { ...loaded, may, facts, duties, appoint, depart, refused, busy }
}
