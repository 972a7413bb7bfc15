import type { RoutingTableRule } from '@/shared/api/types'
import { shiftDay } from '@/shared/ui/format'

/** A rule that says nothing yet. */
export const blank = (id: string): RoutingTableRule => ({ id, name: '', enabled: true, from: null, until: null, conditions: {}, target: 'named_unit', unit_id: null, assisting: [], basis: '' })

// What is done with a draft of the table, each a new list.

/** The rule moved by so many places, not beyond the ends. */
export function moved(rules: RoutingTableRule[], at: number, by: number): RoutingTableRule[] {
  const to = Math.min(Math.max(at + by, 0), rules.length - 1)
  const next = [...rules]
  const [rule] = next.splice(at, 1)
  if (rule) next.splice(to, 0, rule)
  return next
}

/** The rule itself changed. */
export const changed = (rules: RoutingTableRule[], at: number, rule: Partial<RoutingTableRule>): RoutingTableRule[] => rules.map((r, n) => (n === at ? { ...r, ...rule } : r))

/** The rule ended on the eve of a day, and behind it a copy in force from that day. */
export function succeeded(rules: RoutingTableRule[], at: number, from: string, id: string): RoutingTableRule[] {
  const rule = rules[at]
  if (!rule) return rules
  const next = changed(rules, at, { until: shiftDay(from, -1) })
  // The successor ends when the old one would have: what was to end later does not become endless.
  next.splice(at + 1, 0, { ...rule, id, from, until: rule.until ?? null })
  return next
}

/** Whether a successor from a day makes sense: after the rule began, and before it ends. */
export function mayFollow(rule: RoutingTableRule, from: string): boolean {
  return !!from && (!rule.from || rule.from < from) && (!rule.until || from <= rule.until)
}

/** The first day to come on which a rule of the draft begins. */
export function nextDay(rules: RoutingTableRule[], today: string): string | undefined {
  return rules.filter((r) => r.enabled && r.from && r.from > today).map((r) => r.from as string).sort()[0]
}
