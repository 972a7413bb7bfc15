import type { Signals } from '@/shared/api/types'

type Kind = Signals['signals'][number]['kind']

/** A reason, with how many lines of a list have it. */
export interface Reason {
  kind: Kind
  name: string
  weight: 'doubt' | 'unverified'
  lines: number
}

/** The reasons that occur, those that deserve a second look first, then the most frequent. */
export function reasonsOf(list: readonly { signals: Signals }[]): Reason[] {
  const found = new Map<string, Reason>()
  for (const { signals } of list) {
    const once = new Map(signals.signals.map((s) => [s.kind, s]))
    for (const s of once.values()) {
      const known = found.get(s.kind) ?? { kind: s.kind, name: s.kind_name, weight: s.weight, lines: 0 }
      found.set(s.kind, { ...known, lines: known.lines + 1 })
    }
  }
  const rank = (r: Reason) => (r.weight === 'doubt' ? 0 : 1)
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.lines - a.lines || a.kind.localeCompare(b.kind))
}

/** The lines with a reason, or with anything doubtful; all of them when neither is asked. */
export function narrowed<L extends { signals: Signals }>(list: readonly L[], asked: { reason?: string; doubtful?: boolean }): L[] {
  return list.filter((l) => (!asked.doubtful || l.signals.count.doubts > 0) && (!asked.reason || l.signals.signals.some((s) => s.kind === asked.reason)))
}

/** The signals of a line by their kind, in their order, so that four photographs without a place are one reason. */
export function byKind(signals: Signals['signals']): { kind: string; name: string; weight: string; reasons: string[]; times: number }[] {
  const kinds = [...new Set(signals.map((s) => s.kind))]
  return kinds.map((kind) => {
    const of = signals.filter((s) => s.kind === kind)
    return { kind, name: of[0]!.kind_name, weight: of[0]!.weight, reasons: [...new Set(of.map((s) => s.reason))], times: of.length }
  })
}
