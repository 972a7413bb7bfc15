import { computed } from 'vue'
import { useQuery } from '@/desk/useQuery'

const day = /^\d{4}-\d\d-\d\d$/

/** The days and the part of the district that figures are asked about; they live in the address. */
export function usePeriod() {
  const [from, until, node, unit] = [useQuery('from'), useQuery('until'), useQuery('node'), useQuery('unit')]
  const given = (value: string, fits = true) => (value && fits ? value : undefined)
  const query = computed(() => ({
    from: given(from.value, day.test(from.value)),
    until: given(until.value, day.test(until.value)),
    node: given(node.value),
    unit: given(unit.value),
  }))
  return { from, until, node, unit, query }
}

/** The cases behind a rate: those re-checked between two days, or only those of them that had come back. */
export function casesOf(line: { from: string; until: string; unit?: { id: string } | null; item?: { code: string } | null }, asked: { node?: string; unit?: string }, cameBack: boolean) {
  const query: Record<string, string> = { re_checked_from: line.from, re_checked_until: line.until }
  const unit = line.unit?.id ?? asked.unit
  if (unit) query.unit = unit
  if (line.item) query.item = line.item.code
  if (asked.node) query.node = asked.node
  if (cameBack) query.came_back = 'true'
  return { name: 'cases', query }
}
