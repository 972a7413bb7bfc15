import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import { useLoad } from '@/shared/api/useLoad'
import type { BarRow } from '@/shared/ui/BarRows.vue'
import { shownOf, sizeOf } from '@/shared/ui/figure'

/** How the district stands, for whoever may see scores; nothing is asked for anybody else. */
export function useOverview(wanted: Ref<boolean>) {
  const { t } = useI18n()
  const loaded = useLoad(() => (wanted.value ? take(api.GET('/api/v1/overview')) : Promise.resolve(undefined)), () => wanted.value)
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
  return { data: loaded.data, lostByType, lostByUnit }
}

