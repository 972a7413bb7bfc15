import { computed, reactive, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { newId } from '@/shared/api/ids'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import type { GrantRole, UserView } from '@/shared/api/types'
import { useFresh } from '@/shared/api/stream'
import { useEdit, type Choice } from '@/shared/api/useEdit'
import { useLoad } from '@/shared/api/useLoad'
import { ElMessageBox } from '@/shared/ui/element'

/** What stands in the form of an account; without an id it is a new one. */
export interface Form {
  id?: string
  login: string
  name: string
  roles: GrantRole[]
}

/** The role a new line begins with: most accounts are of handling units. */
export const noRole: GrantRole = { role: 'unit_handler', node_id: null, unit_id: null }

/** Which place a role asks for. */
export const placeOf = (role: string): 'unit' | 'node' | 'none' => (role === 'unit_handler' ? 'unit' : role === 'grid_worker' ? 'node' : 'none')

const fieldsOf = (a: UserView): Pick<Form, 'name' | 'roles'> => ({ name: a.name, roles: a.roles.map((r) => ({ role: r.role, node_id: r.node?.id ?? null, unit_id: r.unit?.id ?? null })) })

/** The accounts, and what the system administrator does with them. */
export function useAccounts() {
  const { t } = useI18n()
  const accounts = useLoad(() => take(api.GET('/api/v1/users')))
  const table = useLoad(() => take(api.GET('/api/v1/permissions')))
  const form = ref<Form>()
  useFresh('user', accounts, { held: () => !!form.value })
  const saving = ref(false)
  const refusal = shallowRef<Refusal>()
  // Shown once: it is nowhere but here, and gone when the dialog closes.
  const oneTime = ref<{ login: string; password: string }>()
  const filter = reactive({ q: '', role: '' })
  const shown = computed(() =>
    (accounts.data.value?.items ?? []).filter((a) => (!filter.role || a.roles.some((r) => r.role === filter.role)) && (!filter.q || `${a.login} ${a.name}`.toLowerCase().includes(filter.q.toLowerCase()))),
  )

  const begin = (): void => {
    refusal.value = undefined
    form.value = { login: '', name: '', roles: [{ ...noRole }] }
  }
  const edit = (a: UserView): void => {
    refusal.value = undefined
    editing.value = a
    account.begin()
    form.value = { id: a.id, login: a.login, ...fieldsOf(a) }
  }
  async function attempt(act: () => Promise<void>): Promise<void> {
    saving.value = true
    refusal.value = undefined
    try {
      await act()
      await accounts.reload()
    } catch (cause) {
      refusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
    } finally {
      saving.value = false
    }
  }
  const amend = (id: string, version: number, body: { name?: string; active?: boolean; roles?: GrantRole[] }) =>
    take(api.PATCH('/api/v1/users/{id}', { params: { path: { id }, header: { 'If-Match': String(version) } }, body: { name: null, active: null, roles: null, ...body } }))

  // What two administrators made of one account is told field by field.
  const editing = shallowRef<UserView>()
  const account = useEdit<UserView, Pick<Form, 'name' | 'roles'>>({
    data: editing,
    subject: (a) => ({ noun: 'user', id: a.id }),
    versionOf: (a) => a.version,
    fieldsOf,
    read: async () => {
      const now = (await take(api.GET('/api/v1/users'))).items.find((a) => a.id === editing.value?.id)
      if (!now) throw new Refusal('gone')
      return now
    },
    write: async (version, changed) => {
      const saved = await amend(editing.value?.id ?? '', version, changed)
      void accounts.reload()
      return saved
    },
  })
  async function saveEdited(f: Form): Promise<void> {
    account.draft.value = { name: f.name, roles: f.roles }
    if (await account.save()) form.value = undefined
    else if (!account.conflict.value) refusal.value = account.refusal.value
  }
  async function settle(choices: Record<string, Choice>): Promise<void> {
    if (await account.settle(choices)) form.value = undefined
    else if (!account.conflict.value) refusal.value = account.refusal.value
  }
  /** Leaves it as the other saved it. */
  function leaveConflict(): void {
    account.cancel()
    form.value = undefined
  }

  const save = () =>
    attempt(async () => {
      const f = form.value
      if (!f) return
      if (f.id) return saveEdited(f)
      const made = await take(api.POST('/api/v1/users', { body: { id: newId(), login: f.login, name: f.name, person_id: null, roles: f.roles } }))
      oneTime.value = { login: made.login, password: made.one_time_password }
      form.value = undefined
    })
  const sure = (text: string, deed: string) => ElMessageBox.confirm(text, deed, { confirmButtonText: deed, cancelButtonText: t('word.cancel') }).then(() => true, () => false)
  async function reset(a: UserView): Promise<void> {
    if (!(await sure(t('account.resetAsk', { name: a.name }), t('account.reset')))) return
    await attempt(async () => {
      const made = await take(api.POST('/api/v1/users/{id}/password-reset', { params: { path: { id: a.id } } }))
      oneTime.value = { login: made.login, password: made.one_time_password }
    })
  }
  async function turn(a: UserView): Promise<void> {
    const deed = t(a.active ? 'account.close' : 'account.reopen')
    if (a.active && !(await sure(t('account.closeAsk', { name: a.name }), deed))) return
    await attempt(async () => void (await amend(a.id, a.version, { active: !a.active })))
  }
  return { conflict: account.conflict, settle, leaveConflict, accounts, table, form, saving, refusal, oneTime, filter, shown, begin, edit, save, reset, turn }
}
