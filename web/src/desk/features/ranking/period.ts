import type { PeriodName, RankingPeriods } from '@/shared/api/types'

/** The kinds of periods a ranking can be over. */
export const kinds = ['week', 'month', 'quarter', 'year', 'campaign', 'round', 'days'] as const
export type PeriodKind = (typeof kinds)[number]

/** Which kind of period a key names: `week:2026-W47`, `campaign`, `days:2026-11-01..2026-11-30`. */
export function kindOf(key: string): PeriodKind {
  const kind = key.split(':')[0] as PeriodKind
  return kinds.includes(kind) ? kind : 'week'
}

/** The periods of a kind, the latest first; none for days, which are written. */
export function periodsOf(all: RankingPeriods | undefined, kind: PeriodKind): PeriodName[] {
  if (!all) return []
  if (kind === 'campaign') return [all.campaign]
  return kind === 'days' ? [] : all[`${kind}s` as const]
}

/** The period so many steps later (or earlier, when negative); nothing where there is none. */
export function stepped(options: PeriodName[], key: string, by: number): string | undefined {
  const at = options.findIndex((o) => o.key === key)
  return at < 0 ? undefined : options[at - by]?.key
}

/** The two days of a key of days. */
export function daysOf(key: string): [string, string] | undefined {
  const found = /^days:(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(key)
  return found ? [found[1] as string, found[2] as string] : undefined
}

/** The last period of a kind that is over, else the one under way. */
export function usualOf(all: RankingPeriods | undefined, kind: PeriodKind): string {
  if (kind === 'days') return all ? `days:${all.first_day}..${all.today}` : ''
  const options = periodsOf(all, kind)
  const now = Date.parse(`${all?.today ?? '1970-01-01'}T12:00:00Z`)
  return (options.find((o) => Date.parse(o.until) <= now) ?? options[0])?.key ?? ''
}
