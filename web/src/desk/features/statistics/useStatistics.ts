import { computed } from 'vue'
import { useQuery } from '@/desk/useQuery'
import { api, take } from '@/shared/api/client'
import { useNews } from '@/shared/api/stream'
import { useLoad } from '@/shared/api/useLoad'
import { currentLang } from '@/shared/i18n'
import { usualOf } from '../ranking/period'

/** The statistics of a period: the one the address names, else the present month. */
export function useStatistics() {
  const offered = useLoad(() => take(api.GET('/api/v1/rankings/periods')))
  const asked = useQuery('period')
  const period = computed({
    get: () => asked.value || (offered.data.value?.months[0]?.key ?? usualOf(offered.data.value, 'month')),
    set: (value: string) => (asked.value = value),
  })
  const table = useLoad(async () => (period.value ? take(api.GET('/api/v1/statistics', { params: { query: { period: period.value } } })) : undefined), () => period.value)
  const { news, show } = useNews(['case'], table)
  const file = (format: 'xlsx' | 'csv') => `/api/v1/statistics/file?${new URLSearchParams({ period: period.value, format, lang: currentLang() })}`
  return { offered, period, table, news, show, file }
}
