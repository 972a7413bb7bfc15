import type { Scheme, SchemeIndicator, ScoreRule } from '@/shared/api/types'
import { currentLang } from '@/shared/i18n'
import { levels } from '../score_ledger/words'

type Say = (key: string, named?: Record<string, unknown>) => string

/** A name in the language of the screen; without an English one the Chinese stands for it. */
export const wordingOf = (name: Scheme['name']): string => (currentLang() === 'en' && name.en ? name.en : name.zh)

/** How a value becomes points, in words. */
export function scaleInWords(one: SchemeIndicator, t: Say): string {
  const scale = one.scale ?? { kind: 'rate' as const }
  const words = (key: string, named: Record<string, unknown> = {}) => t(`score.schemes.scaleWords.${key}`, named)
  if (scale.kind === 'deduct') return words('deduct', { each: scale.each })
  if (scale.kind === 'bands') return scale.bands.map((b) => (b.at_most == null ? words('bandRest', { points: b.points }) : words('band', { most: b.at_most, points: b.points }))).join('；')
  return words(scale.kind === 'rate' && one.direction === 'lower' ? 'rateLower' : scale.kind)
}

/** The points of a rule by who found it, the highest first. */
export function amountsOf(rule: ScoreRule): { level: (typeof levels)[number]; amount: string }[] {
  const amounts = rule.amounts as Record<string, string>
  return levels.filter((level) => amounts[level] !== undefined).map((level) => ({ level, amount: (amounts[level] ?? '').replace(/^(?=\d*\.?\d*[1-9])/, '+') }))
}

/** What changes the points of a rule, who shares them, and its cap. */
export function factorsInWords(rule: ScoreRule, t: Say): string[] {
  const words = (key: string, n: string | null | undefined) => (n == null || n === '' ? [] : [t(`score.schemes.words.${key}`, { n })])
  const many = rule.many_clean ? [t('score.schemes.words.many', { at: rule.many_clean.at_least, n: rule.many_clean.factor })] : []
  return [...words('onSpot', rule.on_spot), ...words('repeated', rule.repeated), ...many, ...words('assisting', rule.assisting), ...words('supporting', rule.supporting), ...words('cap', rule.cap)]
}

/** The peer groups a scheme is made for, by name. */
export function groupsOf(scheme: Scheme, known: readonly { code: string; name: string }[], t: Say): string {
  const names = (scheme.groups ?? []).map((code) => known.find((g) => g.code === code)?.name ?? code)
  return names.join('、') || t('score.schemes.others')
}
