import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useCampaign } from '@/desk/stores/campaign'
import { useQuery } from '@/desk/useQuery'
import { api, take } from '@/shared/api/client'
import { useLoad } from '@/shared/api/useLoad'
import { lastWeeks, shiftWeek, showWeek } from '@/shared/ui/format'

/** The ranking of a period: a week (the last full one unless the address says otherwise) or a round. */
export function useRanking() {
  const { locale } = useI18n()
  const store = useCampaign()
  const weeks = computed(() => (store.campaign ? lastWeeks(store.campaign.today, 8) : []))
  const usual = computed(() => (weeks.value[0] ? `week:${shiftWeek(weeks.value[0], -1)}` : ''))
  const asked = useQuery('period')
  const period = computed({
    get: () => asked.value || usual.value,
    set: (value: string) => (asked.value = value),
  })
  const rounds = useLoad(() => take(api.GET('/api/v1/rounds')))
  const periods = computed(() => [
    ...(locale.value ? weeks.value : []).map((w) => ({ key: `week:${w}`, text: showWeek(w) })),
    ...(rounds.data.value?.items ?? []).filter((r) => r.score).map((r) => ({ key: `round:${r.id}`, text: r.name })),
  ])
  const ranking = useLoad(
    () => take(api.GET('/api/v1/rankings', { params: { query: { period: period.value || undefined } } })),
    () => period.value,
  )
  return { ...ranking, period, periods }
}
