import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { showMinute, showWeek } from '@/shared/ui/format'
import type { CaseFilter } from './filter'

/** Filters with a control of their own on the page. */
const controlled = new Set(['q', 'unit', 'node', 'sort', 'overdue', 'state'])
const weeks = new Set(['week', 'handed_over_in', 'rectified_in', 'closed_in', 'due_in'])

/** Filters whose values are words of a list. */
const words = new Set(['watch', 'severity'])
/** Filters whose value is a code or a day that says something as it is. */
const shown = new Set(['item', 'type', 'items', 're_checked_from', 're_checked_until', 'reported_from', 'reported_until'])

/** The filters of the address that have no control on the page, in words; each can be dropped. */
export function useChips(filter: Ref<CaseFilter>) {
  const { t, te } = useI18n()
  const route = useRoute()
  const router = useRouter()
  return computed(() =>
    Object.entries(filter.value)
      .filter(([key]) => !controlled.has(key))
      .map(([key, value]) => {
        const name = te(`case.filter.${key}`) ? t(`case.filter.${key}`) : key
        const said = value === true ? '' : weeks.has(key) ? showWeek(String(value)) : key === 'due_before' ? showMinute(String(value)) : words.has(key) ? String(value).split(',').map((word) => t(`rebound.words.${word}`)).join(' · ') : shown.has(key) ? String(value) : ''
        const drop = () => router.push({ query: Object.fromEntries(Object.entries(route.query).filter(([k]) => k !== key)) })
        return { key, text: said ? `${name} ${said}` : name, drop }
      }),
  )
}
