import type { OwnershipView } from '@/shared/api/types'
import type { Cell, Table } from '@/shared/ui/keepTable'

/** What is asked about a record: one to be noted, one that takes another's place, one to be changed. */
export type Asked = { deed: 'note' } | { deed: 'follow' | 'amend'; record: OwnershipView }

/** A record as its form holds it; what is not said is empty. */
export interface OwnershipForm {
  item_code: string
  unit_id: string
  basis: string
  valid_from: string
  valid_until: string
}

/** What the form of a record begins with. Whoever follows takes over item and site, but neither unit nor days. */
export function formOf(asked: Asked): OwnershipForm {
  if (asked.deed === 'note') return { item_code: '', unit_id: '', basis: '', valid_from: '', valid_until: '' }
  const { item, unit, basis, valid_from, valid_until } = asked.record
  if (asked.deed === 'follow') return { item_code: item?.code ?? '', unit_id: '', basis: '', valid_from: '', valid_until: '' }
  return { item_code: item?.code ?? '', unit_id: unit.id, basis, valid_from: valid_from ?? '', valid_until: valid_until ?? '' }
}

/** The fields that say something else than they did, as they are sent: empty is null, but for the basis. */
export function changed(before: OwnershipForm, now: OwnershipForm): Record<string, string | null> {
  const keys = (Object.keys(now) as (keyof OwnershipForm)[]).filter((k) => now[k].trim() !== before[k].trim())
  return Object.fromEntries(keys.map((k) => [k, k === 'basis' ? now[k].trim() : now[k].trim() || null]))
}

/** What a form becomes when somebody else saved first: theirs, but for the fields that were changed in it. */
export function merged(before: OwnershipForm, mine: OwnershipForm, theirs: OwnershipForm): OwnershipForm {
  const own = Object.keys(changed(before, mine)) as (keyof OwnershipForm)[]
  return { ...theirs, ...Object.fromEntries(own.map((k) => [k, mine[k]])) }
}

/** The days of a record, with an ellipsis where none is said. */
export function daysOf(record: Pick<OwnershipView, 'valid_from' | 'valid_until'>, always: string): string {
  const { valid_from: from, valid_until: until } = record
  return from || until ? `${from ?? '…'} – ${until ?? '…'}` : always
}

/** The records as a file that can be imported again: the columns of the form, in its order. */
export function asForm(head: readonly string[], records: readonly OwnershipView[]): Table {
  const row = (r: OwnershipView): Cell[] => [r.site.code, r.site.name, r.item?.code ?? '', r.unit.name, r.unit.code, r.basis, r.valid_from ?? '', r.valid_until ?? '']
  return { head, rows: records.map(row) }
}
