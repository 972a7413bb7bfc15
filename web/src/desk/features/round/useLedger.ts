import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '@/desk/stores/session'
import { useQuery } from '@/desk/useQuery'
import { api, take } from '@/shared/api/client'
import { useFresh } from '@/shared/api/stream'
import { useAct } from '@/shared/api/useAct'
import { useLoad } from '@/shared/api/useLoad'
import { useUndo } from '@/shared/api/useUndo'
import { groupings, narrowingOf, nextBy, sorted, sorts, undoing, type Assignment, type Grouping, type Sort } from './ledger'

/** The ledger of a round: its groups, its lines, what is selected, and giving causes. */
export function useLedger(round: string) {
  const { t } = useI18n()
  const [route, router, session] = [useRoute(), useRouter(), useSession()]
  const [asked, order] = [useQuery('group', 'unit'), useQuery('sort', 'lost')]
  const by = computed<Grouping>({ get: () => groupings.find((g) => g === asked.value) ?? 'unit', set: (g) => (asked.value = g) })
  const sort = computed<Sort>(() => sorts.find((s) => s === order.value) ?? 'lost')
  const narrowing = computed(() => narrowingOf(route.query))
  const path = { id: round }
  const groups = useLoad(() => take(api.GET('/api/v1/rounds/{id}/ledger', { params: { path, query: { by: by.value, ...narrowing.value } } })), () => [by.value, narrowing.value])
  const lines = useLoad(() => take(api.GET('/api/v1/rounds/{id}/lost-points', { params: { path, query: narrowing.value } })), () => narrowing.value)
  const causes = useLoad(() => take(api.GET('/api/v1/causes')))
  useFresh('lost_point', groups)
  useFresh(['lost_point', 'visit'], lines)
  const points = computed(() => sorted(lines.data.value?.items ?? [], sort.value))
  const selected = shallowRef<ReadonlySet<string>>(new Set())
  const chosen = computed(() => points.value.filter((p) => selected.value.has(p.id)))
  const mayAssign = computed(() => session.me?.may.includes('assign_cause') ?? false)
  const deed = useAct()
  const missed = ref(0)

  function open(key: string): void {
    const narrowed = { ...narrowing.value, [by.value]: key }
    void router.push({ query: { view: 'lost', ...narrowed, group: nextBy(by.value, narrowed) } })
  }
  function toggle(ids: readonly string[], on: boolean): void {
    const next = new Set(selected.value)
    for (const id of ids) if (on) next.add(id)
      else next.delete(id)
    selected.value = next
  }
  async function send(assignments: Assignment[]) {
    const answer = await take(api.POST('/api/v1/rounds/{id}/causes', { params: { path }, body: { assignments } }))
    await Promise.all([groups.reload(), lines.reload()])
    return answer.items
  }

  const { offerUndo } = useUndo()
  /** Gives causes and offers to take them back. */
  async function assign(assignments: Assignment[]): Promise<void> {
    if (!assignments.length) return
    await deed.act(async () => {
      const results = await send(assignments)
      const back = undoing(results)
      missed.value = results.filter((r) => r.outcome === 'changed_meanwhile').length
      selected.value = new Set()
      if (back.length) offerUndo(t('round.assigned', { n: back.length }), () => send(back))
    })
  }
  return { by, sort, order, narrowing, groups, lines, causes, points, selected, chosen, mayAssign, ...deed, missed, open, toggle, assign }
}

export type LedgerDesk = ReturnType<typeof useLedger>
