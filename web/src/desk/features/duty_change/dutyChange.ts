import type { DutyChangeView } from '@/shared/api/types'
import type { Cell, Table } from '@/shared/ui/keepTable'

/** What a change is planned for: a node, which has an answering unit only, or a site, which may be supported too. */
export interface Subject {
  noun: 'node' | 'site'
  id: string
  name: string
}

/** A plan as its form holds it. Nobody is said by itself: a unit not yet picked is not nobody. */
export interface PlanForm {
  part: DutyChangeView['part']
  unit_id: string | null
  nobody: boolean
  effective_on: string
  basis: string
}

/** Whether everything is said that a plan needs. */
export function ready(form: PlanForm): boolean {
  return (form.nobody || !!form.unit_id) && !!form.effective_on && !!form.basis.trim()
}

/** The plan as it is sent. */
export function bodyOf(id: string, subject: Subject, form: PlanForm) {
  return {
    id,
    node_id: subject.noun === 'node' ? subject.id : null,
    site_id: subject.noun === 'site' ? subject.id : null,
    part: form.part,
    unit_id: form.nobody ? null : form.unit_id,
    effective_on: form.effective_on,
    basis: form.basis.trim(),
  }
}

/** The changes as a file, in the columns and words of the screen. */
export function asTable(head: readonly string[], changes: readonly DutyChangeView[]): Table {
  const row = (c: DutyChangeView): Cell[] => [c.effective_on, c.subject.code, c.subject.name, c.chain_name, c.part_name, c.from_unit?.name ?? '', c.unit?.name ?? '', c.state_name, c.reason ?? '', c.basis, c.planned_by]
  return { head, rows: changes.map(row) }
}
