import { computed, ref, shallowRef, type ShallowRef } from 'vue'
import { i18n } from '@/shared/i18n'
import { api, take } from './client'
import { Refusal } from './refusal'
import type { EventView } from './types'
import { useUndo } from './useUndo'

/** Of two versions of a field, the one to keep. */
export type Choice = 'mine' | 'theirs'

/** A field that another changed, that the reader changed, or that both did. */
export interface Contested {
  key: string
  before: unknown
  mine: unknown
  theirs: unknown
  /** Both changed it, and to different things. */
  clash: boolean
}

/** Somebody saved the same thing in between. */
export interface Conflict<T = unknown> {
  theirs: T
  fields: Contested[]
  /** Who did what to it since it was read, the latest last; empty when that could not be learned. */
  since: EventView[]
}

/** What is edited, and how it is read and written. */
export interface Editing<T, F extends object> {
  data: ShallowRef<T | undefined>
  subject: (thing: T) => { noun: string; id: string }
  versionOf: (thing: T) => number
  /** The fields that can be edited, taken out of the thing. */
  fieldsOf: (thing: T) => F
  read: () => Promise<T>
  write: (version: number, changed: Partial<F>) => Promise<T>
  /** The thing as it will be, shown while it is being saved. */
  apply?: (thing: T, changed: Partial<F>) => T
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const copy = <V>(value: V): V => JSON.parse(JSON.stringify(value)) as V

/** The fields in which two versions differ. */
export function changedOf<F extends object>(base: F, now: F): Partial<F> {
  const keys = Object.keys(now) as (keyof F)[]
  return Object.fromEntries(keys.filter((k) => !same(base[k], now[k])).map((k) => [k, now[k]])) as Partial<F>
}

/** What two editors of one thing made of it, field by field. */
export function contestedOf<F extends object>(before: F, mine: F, theirs: F): Contested[] {
  const keys = (Object.keys(before) as (keyof F & string)[]).filter((k) => !same(before[k], mine[k]) || !same(before[k], theirs[k]))
  return keys.map((key) => {
    const clash = !same(before[key], mine[key]) && !same(before[key], theirs[key]) && !same(mine[key], theirs[key])
    return { key, before: before[key], mine: mine[key], theirs: theirs[key], clash }
  })
}

async function since<T, F extends object>(on: Editing<T, F>, base: T, theirs: T): Promise<EventView[]> {
  try {
    const record = await take(api.GET('/api/v1/events', { params: { query: on.subject(theirs) } }))
    // Each edit counts the version up and leaves one event.
    return record.items.slice(-Math.max(1, on.versionOf(theirs) - on.versionOf(base)))
  } catch {
    return []
  }
}

/**
 * Edits a thing on the version it was read at. What is saved shows at once and is put back when it is refused;
 * when another saved first, `conflict` says who changed what and `settle` saves what the reader chose; what was
 * saved can be undone for some seconds.
 */
export function useEdit<T, F extends object>(on: Editing<T, F>) {
  const base = shallowRef<T>()
  const draft = ref<F>()
  const saving = ref(false)
  const refusal = shallowRef<Refusal>()
  const conflict = shallowRef<Conflict<T>>()
  const { offerUndo } = useUndo()
  const changed = computed(() => (base.value && draft.value ? changedOf(on.fieldsOf(base.value), draft.value as F) : {}))
  const dirty = computed(() => Object.keys(changed.value).length > 0)

  function begin(): void {
    if (!on.data.value) return
    base.value = on.data.value
    draft.value = copy(on.fieldsOf(on.data.value))
    refusal.value = undefined
  }
  function cancel(): void {
    draft.value = base.value = conflict.value = refusal.value = undefined
  }

  async function clash(from: T): Promise<void> {
    const theirs = await on.read()
    const fields = contestedOf(on.fieldsOf(from), draft.value as F, on.fieldsOf(theirs))
    conflict.value = { theirs, fields, since: await since(on, from, theirs) }
    on.data.value = theirs
  }

  async function write(from: T, fields: Partial<F>): Promise<boolean> {
    const shown = on.data.value
    saving.value = true
    refusal.value = undefined
    if (on.apply && shown) on.data.value = on.apply(shown, fields)
    try {
      const before = on.fieldsOf(from)
      const saved = await on.write(on.versionOf(from), fields)
      on.data.value = saved
      cancel()
      const back = Object.fromEntries(Object.keys(fields).map((k) => [k, before[k as keyof F]])) as Partial<F>
      offerUndo(i18n.global.t('live.saved'), async () => (on.data.value = await on.write(on.versionOf(saved), back)))
      return true
    } catch (cause) {
      on.data.value = shown
      refusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
      if (refusal.value.kind === 'conflict') await clash(from).catch(() => undefined)
      return false
    } finally {
      saving.value = false
    }
  }

  /** Saves what was changed; whether it was kept. Nothing changed is nothing to save. */
  async function save(): Promise<boolean> {
    if (!base.value || saving.value) return false
    if (!dirty.value) {
      cancel()
      return true
    }
    return write(base.value, copy(changed.value) as Partial<F>)
  }

  /** Saves, over what another saved, the fields for which the reader keeps their own. */
  async function settle(choices: Record<string, Choice>): Promise<boolean> {
    const met = conflict.value
    if (!met || !draft.value) return false
    const kept = met.fields.filter((f) => choices[f.key] === 'mine' && !same(f.mine, f.theirs))
    conflict.value = refusal.value = undefined
    if (!kept.length) {
      cancel()
      return true
    }
    const mine = Object.fromEntries(kept.map((f) => [f.key, f.mine])) as Partial<F>
    base.value = met.theirs
    draft.value = { ...copy(on.fieldsOf(met.theirs)), ...mine }
    return write(met.theirs, mine)
  }

  return { draft, changed, dirty, saving, refusal, conflict, begin, cancel, save, settle }
}
