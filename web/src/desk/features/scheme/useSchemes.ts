import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import { useFresh } from '@/shared/api/stream'
import type { Scheme, SchemeEditionList, SchemeEditionView, SchemeTrial } from '@/shared/api/types'
import { useAct } from '@/shared/api/useAct'
import { useLoad } from '@/shared/api/useLoad'
import { copyOf, draftOf, notNumbers } from './scheme'

/** All editions, and a draft of one: nothing is kept until it is saved, nothing holds until its day is set. */
export function useSchemes() {
  const { t } = useI18n()
  const loaded = useLoad(() => take(api.GET('/api/v1/schemes')))
  const { acting, refusal, said, act } = useAct()
  const draft = ref<Scheme>()
  // The stored draft this one was read from; none for one that was never saved.
  const stored = shallowRef<SchemeEditionView>()
  const kept = ref('')
  const local = ref<string[]>([])
  const trial = shallowRef<SchemeTrial>()
  const fixed = ref(false)
  const dirty = computed(() => !!draft.value && JSON.stringify(draft.value) !== kept.value)
  const faults = computed<Record<string, string>>(() => ({ ...refusal.value?.fields, ...Object.fromEntries(local.value.map((at) => [at, t('score.schemes.notANumber')])) }))
  const conflict = computed(() => refusal.value?.problem?.status === 412)

  function forget(): void {
    local.value = []
    refusal.value = undefined
    trial.value = undefined
  }
  /** Begins a draft; of a scheme that is there already the code cannot be changed. */
  function begin(scheme: Scheme, from?: SchemeEditionView, isFixed = !!from): void {
    draft.value = copyOf(scheme)
    kept.value = JSON.stringify(draft.value)
    stored.value = from?.state === 'draft' ? from : undefined
    fixed.value = isFixed
    forget()
  }
  function leave(): void {
    draft.value = stored.value = undefined
    forget()
  }
  /** Whether every number is one; those that are not are told at their field. */
  function sound(): boolean {
    local.value = draft.value ? notNumbers(draft.value) : []
    if (local.value.length) refusal.value = undefined
    return !local.value.length
  }
  function taken(list: SchemeEditionList, sent: string): void {
    loaded.data.value = list
    if (!draft.value) return
    stored.value = draftOf(list.items, draft.value.code)
    kept.value = sent
    fixed.value = true
  }
  const put = (version: number | null) =>
    act(async () => {
      if (!draft.value) return
      // What is typed while this is on its way is not saved by it.
      const sent = JSON.stringify(draft.value)
      taken(await take(api.PUT('/api/v1/schemes', { body: { scheme: JSON.parse(sent) as Scheme, version } })), sent)
    })
  // A trial is of the draft as it was tried.
  watch(draft, () => (trial.value = undefined), { deep: true })
  /** Saves the draft. Changed by another meanwhile, it stays as it was written. */
  async function save(): Promise<boolean> {
    if (!draft.value || !sound() || (await put(stored.value?.version ?? null))) return !local.value.length && !refusal.value
    if (conflict.value) await loaded.reload()
    return false
  }
  const theirs = computed(() => (draft.value ? draftOf(loaded.data.value?.items ?? [], draft.value.code) : undefined))
  const keepMine = () => put(theirs.value?.version ?? null)
  function takeTheirs(): void {
    const now = theirs.value
    if (now) begin(now.scheme, now)
    else leave()
  }
  const attempt = async (months: string[]): Promise<boolean> =>
    sound() && act(async () => {
      if (draft.value) trial.value = await take(api.POST('/api/v1/schemes/trial', { body: { scheme: draft.value, months } }))
    })
  /** Lets a stored draft hold from a day. */
  const bind = async (one: SchemeEditionView, from: string): Promise<boolean> => {
    const bound = await act(async () => {
      const body = { edition: one.edition, effective_from: from, version: one.version }
      loaded.data.value = await take(api.POST('/api/v1/schemes/{id}/binding', { params: { path: { id: one.code } }, body }))
      leave()
    })
    if (conflict.value) await loaded.reload()
    return bound
  }
  useFresh('ranking_scheme', loaded, { held: () => !!draft.value })
  return { ...loaded, draft, stored, fixed, dirty, faults, conflict, theirs, trial, acting, unacted: refusal, said, begin, leave, forget, save, keepMine, takeTheirs, attempt, bind }
}
