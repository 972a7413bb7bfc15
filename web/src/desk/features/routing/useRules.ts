import { computed, ref, shallowRef } from 'vue'
import { api, take } from '@/shared/api/client'
import { useFresh } from '@/shared/api/stream'
import type { RoutingRuleView, RoutingTableRule, RoutingTrial } from '@/shared/api/types'
import { useAct } from '@/shared/api/useAct'
import { useLoad } from '@/shared/api/useLoad'

/** The table of rules and a draft of it: nothing is kept until it is saved, and the server words every draft. */
export function useRules() {
  const loaded = useLoad(() => take(api.GET('/api/v1/routing/rules')))
  const draft = shallowRef<RoutingTableRule[]>()
  const assists = ref<boolean>()
  const worded = shallowRef<RoutingRuleView[]>()
  const trial = shallowRef<RoutingTrial>()
  const { acting, said, refusal, act } = useAct()
  const rules = computed(() => draft.value ?? (loaded.data.value?.rules ?? []).map((v) => v.rule))
  const views = computed(() => worded.value ?? loaded.data.value?.rules ?? [])
  const territoryAssists = computed(() => assists.value ?? loaded.data.value?.territory_assists ?? true)
  const dirty = computed(() => draft.value !== undefined)
  const tell = (of: RoutingTableRule[], assist: boolean, more: { last: number; on?: string | null } = { last: 0 }) =>
    take(api.POST('/api/v1/routing/trial', { body: { rules: of, territory_assists: assist, last: more.last, on: more.on ?? null } }))

  /** Takes a draft over once the server has looked through it; a faulty one is refused and told. */
  const change = (next: RoutingTableRule[], assist = territoryAssists.value): Promise<boolean> =>
    act(async () => {
      worded.value = (await tell(next, assist)).rules
      draft.value = next
      assists.value = assist
      trial.value = undefined
    })
  /** Tries the draft on the latest cases, as if they were sent on a day. */
  const attempt = (last: number, on?: string): Promise<boolean> =>
    act(async () => {
      trial.value = await tell(rules.value, territoryAssists.value, { last, on: on || null })
    })
  function discard(): void {
    draft.value = worded.value = trial.value = assists.value = undefined
    refusal.value = undefined
  }
  const save = (): Promise<boolean> =>
    act(async () => {
      const version = loaded.data.value?.version ?? 0
      const body = { rules: rules.value, territory_assists: territoryAssists.value }
      loaded.data.value = await take(api.PUT('/api/v1/routing/rules', { params: { header: { 'If-Match': `"${version}"` } }, body }))
      discard()
    })
  useFresh('routing', loaded, { held: () => dirty.value })
  return { ...loaded, rules, views, territoryAssists, dirty, trial, acting, said, refusal, change, attempt, discard, save }
}
