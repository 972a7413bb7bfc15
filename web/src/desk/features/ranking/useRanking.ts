import { computed } from 'vue'
import { useQuery } from '@/desk/useQuery'
import { api, take } from '@/shared/api/client'
import { useNews } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'
import { usualOf } from './period'

/** Over which period: the one the address names, else the last full week. */
export function usePeriod() {
  const offered = useLoad(() => take(api.GET('/api/v1/rankings/periods')))
  const asked = useQuery('period')
  const period = computed({
    get: () => asked.value || usualOf(offered.data.value, 'week'),
    set: (value: string) => (asked.value = value),
  })
  return { offered, period }
}

/** The ranking of a period with the trend up to it. */
export function useRanking() {
  const { offered, period } = usePeriod()
  const ranking = useLoad(
    async () => (period.value ? take(api.GET('/api/v1/rankings', { params: { query: { period: period.value } } })) : undefined),
    () => period.value,
  )
  const trend = useLoad(
    async () => (period.value && period.value !== 'campaign' ? take(api.GET('/api/v1/rankings/trend', { params: { query: { period: period.value } } })) : undefined),
    () => period.value,
  )
  // Units at the head of the table must not change places under the reader's eyes.
  const { news, show } = useNews(['case', 'visit', 'round'], { data: ranking.data, reload: () => Promise.all([ranking.reload(), trend.reload()]).then(() => undefined) })
  return { offered, period, ranking, trend, news, show }
}
