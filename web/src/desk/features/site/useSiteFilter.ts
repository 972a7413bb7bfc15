import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useQuery } from '@/desk/useQuery'
import { api, take } from '@/shared/api/client'
import type { SiteSummary } from '@/shared/api/types'

type Band = '0' | '60' | '70' | '80' | '90' | '95' | 'none'
type Coverage = 'week' | 'month' | 'older' | 'never'
export type SiteSort = 'code' | 'name' | 'score' | 'open' | 'overdue' | 'change' | 'visited'

const bands: Record<Exclude<Band, 'none'>, string> = { '0': '<60', '60': '60–70', '70': '70–80', '80': '80–90', '90': '90–95', '95': '≥95' }
const standings: Record<string, { open?: boolean; overdue?: boolean }> = { open: { open: true }, overdue: { overdue: true }, none: { open: false } }

/** What the list of sites is asked; all of it in the address, so that a link carries it and back undoes it. */
export function useSiteFilter() {
  const { t } = useI18n()
  const [type, node, unit, demonstration, q] = [useQuery('type'), useQuery('node'), useQuery('unit'), useQuery('demonstration'), useQuery('q')]
  const [coverage, band, standing, sort] = [useQuery('coverage'), useQuery('band'), useQuery('standing'), useQuery('sort', 'code')]
  const narrowed = computed(() => ({
    type: type.value || undefined,
    node: node.value || undefined,
    unit: unit.value || undefined,
    demonstration: demonstration.value === 'true' || undefined,
    coverage: (coverage.value || undefined) as Coverage | undefined,
    band: (band.value || undefined) as Band | undefined,
    ...standings[standing.value],
    q: q.value || undefined,
  }))
  const filter = computed(() => ({ ...narrowed.value, sort: sort.value as SiteSort }))
  const filtered = computed(() => Object.values(narrowed.value).some((v) => v !== undefined))
  const options = computed(() => ({
    coverage: (['week', 'month', 'older', 'never'] as const).map((key) => ({ key, text: t(`site.coverage.${key}`) })),
    band: [...Object.entries(bands).map(([key, text]) => ({ key, text })), { key: 'none', text: t('site.band.none') }],
    standing: (['open', 'overdue', 'none'] as const).map((key) => ({ key, text: t(`site.standing.${key}`) })),
    sort: (['code', 'name', 'score', 'open', 'overdue', 'change', 'visited'] as const).map((key) => ({ key, text: t(`site.sort.${key}`) })),
  }))
  return { type, node, unit, demonstration, q, coverage, band, standing, sort, filter, filtered, options }
}

/** Every site the filter selects, page after page: for the map and for code sheets. */
export async function everySite(filter: object): Promise<SiteSummary[]> {
  const found: SiteSummary[] = []
  let cursor: string | undefined
  do {
    const page = await take(api.GET('/api/v1/sites', { params: { query: { ...filter, cursor, limit: 500 } } }))
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return found
}
