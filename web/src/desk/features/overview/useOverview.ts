import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import type { Overview } from '@/shared/api/types'
import { useLoad } from '@/shared/api/useLoad'
import type { BarRow } from '@/shared/ui/BarRows.vue'
import { shownOf, sizeOf } from '@/shared/ui/figure'

/** The stages of a case an office watches, in the order a case passes them. */
export const stages = ['reported', 'filed', 'dispatched', 'in_hand', 'suspended', 'long_term', 'rectified', 'closed'] as const

/** The counts in the order of the work; states nobody is in are left out unless they are main stages. */
export function staged(counts: Overview['cases']['by_state']): Overview['cases']['by_state'] {
  const rare = new Set(['suspended', 'long_term'])
  return stages.flatMap((s) => counts.filter((c) => c.state === s && (c.count > 0 || !rare.has(s))))
}

export function useOverview() {
  const { t } = useI18n()
  const loaded = useLoad(() => take(api.GET('/api/v1/overview')))
  const round = computed(() => loaded.data.value?.last_round?.round.id)
  const lostLink = (query: Record<string, string>) =>
    round.value ? { name: 'round', params: { id: round.value }, query: { view: 'lost', ...query } } : undefined

  const lostByType = computed<BarRow[]>(() =>
    (loaded.data.value?.lost_by_type ?? []).filter((r) => r.count > 0).map((r) => ({
      key: r.type.code,
      name: r.type.name,
      size: sizeOf(r.lost) ?? 0,
      shown: shownOf(r.lost),
      note: t('overview.lostCount', { n: r.count }, r.count),
      to: lostLink({ type: r.type.code }),
    })),
  )
  const lostByUnit = computed<BarRow[]>(() =>
    (loaded.data.value?.lost_by_unit ?? []).map((r) => ({
      key: r.unit?.id ?? '',
      name: r.unit?.name ?? t('overview.noUnit'),
      size: sizeOf(r.lost) ?? 0,
      shown: shownOf(r.lost),
      note: t('overview.lostCount', { n: r.count }, r.count),
      to: r.unit ? lostLink({ unit: r.unit.id }) : undefined,
    })),
  )
  return { ...loaded, round, lostByType, lostByUnit }
}

