import type { FinderLevel, Scheme, SchemeEditionView, SchemeIndicator, SchemeScale, ScoreRule, ScoreTrigger, Scoring } from '@/shared/api/types'
import { shiftDay } from '@/shared/ui/format'

/** What an indicator can measure, in the order they are usually shown. */
export const indicatorCodes = ['assessment_score', 'lost_points', 'on_time_rate', 'close_out_rate', 'rework_rate', 'self_found_share', 'filed_count', 'ledger_score'] as const
export const directions = ['higher', 'lower'] as const
export const noDatas = ['exclude', 'full', 'zero', 'exclude_unit'] as const
export const scaleKinds = ['rate', 'deduct', 'points', 'bands'] as const
/** The most months of one trial. */
export const mostMonths = 6

/** A copy that shares nothing with what it was made of. */
export const copyOf = (scheme: Scheme): Scheme => JSON.parse(JSON.stringify(scheme)) as Scheme

/** The scale to begin with: an amount has none by rate. */
export function scaleOf(kind: SchemeScale['kind']): SchemeScale {
  if (kind === 'deduct') return { kind, each: '1' }
  if (kind === 'bands') return { kind, bands: [{ at_most: '0', points: '100' }, { points: '0' }] }
  return { kind }
}

/** How an indicator is usually read, as the suggested scheme reads it. */
export function usualOf(code: SchemeIndicator['code']): Pick<SchemeIndicator, 'direction' | 'scale'> {
  if (code === 'ledger_score') return { direction: 'higher', scale: scaleOf('points') }
  const amount = code === 'lost_points' || code === 'filed_count'
  return { direction: amount || code === 'rework_rate' ? 'lower' : 'higher', scale: scaleOf(amount ? 'deduct' : 'rate') }
}

/** The indicator to be added next: the first that is not there yet. */
export function nextIndicator(there: readonly SchemeIndicator[]): SchemeIndicator | undefined {
  const code = indicatorCodes.find((one) => !there.some((i) => i.code === one))
  return code && { code, weight: '10', no_data: 'exclude', ...usualOf(code) }
}

/** A rule that says nothing yet, with a code no other has. */
export function nextRule(there: readonly ScoreRule[]): ScoreRule {
  let n = there.length + 1
  while (there.some((r) => r.code === `rule-${n}`)) n++
  return { code: `rule-${n}`, name: { zh: '' }, trigger: 'problem', amounts: {} }
}

/** The rules a ledger begins with: none, and a base of 100. */
export const blankScoring = (): Scoring => ({ base: '100', appeal_days: 7, rule: [] })

/** Another trigger, without what only the one before could have. */
export function turnRule(rule: ScoreRule, trigger: ScoreTrigger): void {
  rule.trigger = trigger
  if (trigger !== 'problem') delete rule.on_spot, delete rule.repeated
  if (trigger !== 'clean_site') delete rule.many_clean
  if (trigger === 'by_hand') delete rule.assisting, delete rule.supporting
}

/** Moves one line of a list by so many places, not beyond its ends. */
export function moveIn<T>(list: T[], at: number, by: number): void {
  const to = at + by
  const line = list[at]
  if (line === undefined || to < 0 || to >= list.length) return
  list.splice(at, 1)
  list.splice(to, 0, line)
}

/** A number as it is sent: no blanks, and the minus signs that keyboards write as one. */
export const numberOf = (text: string): string => text.trim().replace(/^[−－﹣–]/, '-').replace(/^[+＋]/, '')

/** Sets the points of a level; empty, the rule says nothing of it. */
export function setAmount(rule: ScoreRule, level: FinderLevel, text: string): void {
  const amounts = rule.amounts as Record<string, string>
  if (numberOf(text)) amounts[level] = numberOf(text)
  else delete amounts[level]
}

const exact = /^-?\d+(\.\d+)?$|^-?\d+\/[1-9]\d*$/

/** The fields that must be numbers and are none, by pointer as the server names them. */
export function notNumbers(scheme: Scheme): string[] {
  const found: string[] = []
  const look = (pointer: string, text: string | null | undefined, needed = true) => {
    if (text == null || text === '' ? needed : !exact.test(text)) found.push(`scheme/${pointer}`)
  }
  scheme.indicator.forEach((one, n) => {
    look(`indicator/${n}/weight`, one.weight)
    const scale = one.scale
    if (scale?.kind === 'deduct') look(`indicator/${n}/scale/each`, scale.each)
    if (scale?.kind === 'bands') scale.bands.forEach((band, b) => [look(`indicator/${n}/scale/bands/${b}/at_most`, band.at_most, false), look(`indicator/${n}/scale/bands/${b}/points`, band.points)])
  })
  const scoring = scheme.scoring
  if (!scoring) return found
  look('scoring/base', scoring.base)
  for (const bound of ['least', 'most'] as const) look(`scoring/${bound}`, scoring[bound], false)
  scoring.rule.forEach((rule, n) => {
    for (const [level, amount] of Object.entries(rule.amounts)) look(`scoring/rule/${n}/amounts/${level}`, amount)
    for (const part of ['on_spot', 'repeated', 'assisting', 'supporting', 'cap'] as const) look(`scoring/rule/${n}/${part}`, rule[part], false)
    if (rule.many_clean) look(`scoring/rule/${n}/many_clean`, rule.many_clean.factor)
  })
  return found
}

/** The sentences of a field and of everything below it, each once. */
export function faultsUnder(faults: Record<string, string>, pointer: string): string[] {
  return [...new Set(Object.entries(faults).filter(([at]) => at === pointer || at.startsWith(`${pointer}/`)).map(([, said]) => said))]
}

/** The last day an edition holds: the eve of the next one of its scheme; nothing while none follows. */
export function untilOf(items: readonly SchemeEditionView[], one: SchemeEditionView): string | undefined {
  if (!one.effective_from) return undefined
  const follows = (other: SchemeEditionView) => other.code === one.code && !!other.effective_from && (other.effective_from > one.effective_from! || (other.effective_from === one.effective_from && other.edition > one.edition))
  const next = items.filter(follows).map((other) => other.effective_from as string).sort()[0]
  return next && shiftDay(next, -1)
}

/** The draft of a scheme, if it has one. */
export const draftOf = (items: readonly SchemeEditionView[], code: string): SchemeEditionView | undefined => items.find((one) => one.code === code && one.state === 'draft')

/** How an edition is named in the address. */
export const keyOf = (one: Pick<SchemeEditionView, 'code' | 'edition'>): string => `${one.code}:${one.edition}`
