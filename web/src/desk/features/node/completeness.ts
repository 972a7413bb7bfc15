import type { IncompleteNode } from '@/shared/api/types'

/** What the board is narrowed to; empty for everything. */
export interface Narrowed {
  street: string
  level: string
  missing: string
}

/** The incomplete nodes that are left. */
export function narrowed(rows: readonly IncompleteNode[], by: Narrowed): IncompleteNode[] {
  return rows.filter((r) => {
    const inStreet = !by.street || r.street?.id === by.street
    return inStreet && (!by.level || String(r.level) === by.level) && (!by.missing || r.missing.some((m) => m.key === by.missing))
  })
}

/** A share in whole per cent, cut and never rounded up, so that 100 % means all; nothing of nothing is "—". */
export function shareOf(part: number, whole: number): string {
  return whole ? `${Math.floor((Number(part) * 100) / Number(whole))}%` : '—'
}
