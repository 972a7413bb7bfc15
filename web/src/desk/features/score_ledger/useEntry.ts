import { computed, reactive, ref } from 'vue'
import { api, take } from '@/shared/api/client'
import { newId } from '@/shared/api/newId'
import { useFresh } from '@/shared/api/stream'
import type { ScoreEntryView } from '@/shared/api/types'
import { useAct } from '@/shared/api/useAct'
import { useLoad } from '@/shared/api/useLoad'

/** What can be done about an entry. */
export type EntryDeed = 'appeal' | 'withdraw' | 'reverse' | 'rule'

/** What the reader may do about an entry, as the server says. */
export function deedsOf(entry: ScoreEntryView): EntryDeed[] {
  const may = { appeal: entry.may_appeal, withdraw: entry.appeal?.may_withdraw, rule: entry.appeal?.may_rule, reverse: entry.may_reverse }
  return (['appeal', 'withdraw', 'rule', 'reverse'] as const).filter((deed) => may[deed])
}

/** One entry and what is done about it; what was written stays until it was taken. */
export function useEntry(id: string, changed: () => void) {
  const loaded = useLoad(() => take(api.GET('/api/v1/score-entries/{id}', { params: { path: { id } } })))
  const { acting, refusal, said, act } = useAct()
  const deed = ref<EntryDeed>()
  const words = reactive({ text: '', upheld: undefined as boolean | undefined })
  // Made once: an appeal sent again after a broken line is the same appeal.
  const appealId = newId()
  const deeds = computed(() => (loaded.data.value ? deedsOf(loaded.data.value) : []))

  function begin(which?: EntryDeed): void {
    deed.value = which
    words.text = ''
    words.upheld = undefined
    refusal.value = undefined
  }

  function sent(): Promise<ScoreEntryView> {
    const text = words.text.trim()
    const path = { id }
    if (deed.value === 'appeal') return take(api.POST('/api/v1/score-entries/{id}/appeal', { params: { path }, body: { id: appealId, text } }))
    if (deed.value === 'reverse') return take(api.POST('/api/v1/score-entries/{id}/reversal', { params: { path }, body: { text } }))
    const appeal = loaded.data.value?.appeal
    const params = { path: { id: appeal?.id ?? '' }, header: { 'If-Match': `"${appeal?.version ?? 0}"` } }
    if (deed.value === 'withdraw') return take(api.POST('/api/v1/score-appeals/{id}/withdrawal', { params }))
    return take(api.POST('/api/v1/score-appeals/{id}/ruling', { params, body: { upheld: words.upheld === true, text } }))
  }

  async function send(): Promise<void> {
    const done = await act(async () => (loaded.data.value = await sent()))
    if (done) {
      begin()
      changed()
    } else if (refusal.value?.kind === 'conflict') await loaded.reload()
  }
  useFresh('score_ledger', loaded, { held: () => acting.value })
  return { ...loaded, acting, unacted: refusal, said, deed, deeds, words, begin, send }
}
