import type { PatrolLine, PatrolShare } from '@/shared/api/types'

/** The orders of the table; the server's own puts nodes nobody walked first. */
export const orders = ['unwalked', 'kept', 'coverage', 'self', 'last', 'code'] as const
export type Order = (typeof orders)[number]

/** Compares shares by multiplying across, so that nothing is rounded before it is ranked; no share comes last. */
export function compareShares(a?: PatrolShare | null, b?: PatrolShare | null): number {
  const [of, and] = [a?.denominator ?? 0, b?.denominator ?? 0]
  if (!of || !and) return Number(!of) - Number(!and)
  return (a?.numerator ?? 0) * and - (b?.numerator ?? 0) * of
}

const earlier = (a?: string | null, b?: string | null) => (a ?? '').localeCompare(b ?? '')

/** The lines in an order; lines that are equal keep the server's. */
export function inOrder(lines: readonly PatrolLine[], order: Order): PatrolLine[] {
  const by: Record<Order, (a: PatrolLine, b: PatrolLine) => number> = {
    unwalked: () => 0,
    kept: (a, b) => compareShares(a.kept, b.kept),
    coverage: (a, b) => compareShares(a.coverage, b.coverage),
    self: (a, b) => compareShares(a.self_found, b.self_found),
    last: (a, b) => earlier(a.last_walked, b.last_walked),
    code: (a, b) => a.node.code.localeCompare(b.node.code),
  }
  return [...lines].sort(by[order])
}

/** A share in per cent, rounded half up as the server does; none of nothing. */
export function percentOf(share?: PatrolShare | null): string {
  return share?.denominator ? `${Math.floor((200 * share.numerator + share.denominator) / (2 * share.denominator))}%` : '—'
}

/** The cases a share counts, as the list of cases is asked for them. */
export const counted = 'reported,filed,dispatched,in_hand,suspended,long_term,rectified,closed'
