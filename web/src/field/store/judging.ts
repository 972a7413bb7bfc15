import type { Answer } from './db'

// How the phone asks for each kind of judging, and whether an answer will cost points. The server judges; this only
// decides when to ask for a photograph and words, so a doubtful case asks.

/** A judging kind's rule as the edition has it. */
export interface Rule {
  kind: string
  max?: string
  step?: string
  need?: number | string
  bands?: { at_least?: string; at_most?: string; share?: string }[]
  points?: { x: string; share: string }[]
  grades?: { grade: string; share: string }[]
  per_minutes?: string
  per_metres?: string
  unit?: string
  of?: Rule
}

type Reading = Record<string, unknown>

const number = (value: unknown): number | undefined => {
  const read = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(read) ? read : undefined
}
const counts = (reading: Reading, ...keys: string[]) => keys.every((key) => (number(reading[key]) ?? -1) >= 0)

/** Whether a reading says everything its kind asks for. */
export function isWhole(rule: Rule, reading: Reading | undefined): boolean {
  if (!reading) return false
  switch (rule.kind) {
    case 'pass_fail':
      return typeof reading.passed === 'boolean'
    case 'max_deduct':
      return counts(reading, 'deduction')
    case 'count_deduct':
      return counts(reading, 'count')
    case 'missing':
      return counts(reading, 'have')
    case 'proportion':
      return counts(reading, 'ok', 'of') && (number(reading.ok) ?? 0) <= (number(reading.of) ?? 0)
    case 'threshold':
    case 'piecewise':
    case 'capped_ratio':
      return number(reading.value) !== undefined
    case 'instance_minimum':
      return Array.isArray(reading.instances) && reading.instances.length > 0
    case 'escalating':
      return counts(reading, 'found', 'not_rectified', 'repeated')
    case 'count_per_distance':
      return counts(reading, 'count') && (number(reading.metres) ?? 0) > 0
    case 'count_per_minutes':
      return counts(reading, 'count') && (number(reading.minutes) ?? 0) > 0
    case 'grades':
      return typeof reading.grade === 'string' && reading.grade !== ''
    case 'worst_of':
      return Array.isArray(reading.readings) && reading.readings.length > 0 && reading.readings.every((one) => rule.of && isWhole(rule.of, one as Reading))
    default:
      return true
  }
}

function shareOfBands(rule: Rule, value: number): number {
  const met = rule.bands?.find((b) => (b.at_least !== undefined ? value >= Number(b.at_least) : value <= Number(b.at_most)))
  return met ? Number(met.share ?? 1) : 0
}

function shareOfKnots(rule: Rule, value: number): number {
  const knots = (rule.points ?? []).map((p) => [Number(p.x), Number(p.share)] as const)
  const after = knots.findIndex(([x]) => x >= value)
  if (after === 0) return knots[0]?.[1] ?? 1
  if (after < 0) return knots.at(-1)?.[1] ?? 1
  const [[x0, s0], [x1, s1]] = [knots[after - 1]!, knots[after]!]
  return s0 + ((s1 - s0) * (value - x0)) / (x1 - x0)
}

/** Whether a whole reading loses points. */
export function loses(rule: Rule, reading: Reading): boolean {
  const of = (key: string) => number(reading[key]) ?? 0
  switch (rule.kind) {
    case 'pass_fail':
      return reading.passed === false
    case 'max_deduct':
      return of('deduction') > 0
    case 'count_deduct':
    case 'count_per_distance':
    case 'count_per_minutes':
      return of('count') > 0
    case 'missing':
      return of('have') < Number(rule.need)
    case 'proportion':
      return of('ok') < of('of')
    case 'threshold':
      return shareOfBands(rule, of('value')) < 1
    case 'piecewise':
      return shareOfKnots(rule, of('value')) < 1
    case 'capped_ratio':
      return of('value') < Number(rule.need)
    case 'instance_minimum':
      return (reading.instances as unknown[]).some((have) => (number(have) ?? 0) < Number(rule.need))
    case 'escalating':
      return of('found') + of('not_rectified') + of('repeated') > 0
    case 'grades':
      return Number(rule.grades?.find((g) => g.grade === reading.grade)?.share ?? 0) < 1
    case 'worst_of':
      return (reading.readings as Reading[]).some((one) => rule.of && loses(rule.of, one))
    default:
      return true
  }
}

export type Lack = 'answer' | 'photo' | 'remark' | 'reason'

/** What an answer lacks; nothing when it can be submitted. */
export function lackOf(item: { judging: { rule?: unknown }; photo_rule: { when?: string; min?: number } }, answer: Answer | undefined): Lack | undefined {
  const rule = item.judging.rule as Rule
  if (answer?.outside) return answer.remark.trim() ? undefined : 'reason'
  if (!answer || !isWhole(rule, answer.reading)) return 'answer'
  const lost = loses(rule, answer.reading as Reading)
  if (lost && !answer.remark.trim()) return 'remark'
  const { when = 'never', min = 0 } = item.photo_rule
  const asked = when === 'always' || (when === 'lost' && lost) ? Math.max(min, 1) : 0
  return answer.photos.length < asked ? 'photo' : undefined
}
