import type { CausesView } from '@/shared/api/types'

type Table = CausesView['table']

/** A cause as it is edited: its words are those of its own rule. */
export interface CauseLine {
  code: string
  zh: string
  en: string
  words: string
  retired: boolean
  /** Whether it is stored, so that its code stays. */
  standing: boolean
}

/** The causes of a table as lines to edit. */
export function linesOf(table: Table): CauseLine[] {
  const words = (code: string) => table.rules.filter((r) => r.cause === code).flatMap((r) => r.words ?? [])
  return table.causes.map((c) => ({ code: c.code, zh: c.name.zh, en: c.name.en ?? '', words: words(c.code).join(' '), retired: c.retired ?? false, standing: true }))
}

/** The table of edited lines: rules keep their order and their items, those of new causes come last. */
export function tableOf(lines: readonly CauseLine[], before: Table): Table {
  const kept = lines.filter((l) => l.code.trim() || l.zh.trim()).map((l) => ({ ...l, code: l.code.trim() }))
  const order = [...new Set([...before.rules.map((r) => r.cause), ...kept.map((l) => l.code)])]
  const items = (code: string) => before.rules.filter((r) => r.cause === code).flatMap((r) => r.items ?? [])
  const words = (code: string) => kept.find((l) => l.code === code)?.words.split(/[\s、,，]+/).filter(Boolean) ?? []
  const rules = order.filter((code) => kept.some((l) => l.code === code)).map((cause) => ({ cause, items: items(cause), words: words(cause) }))
  return {
    causes: kept.map((l) => ({ code: l.code, name: { zh: l.zh.trim(), en: l.en.trim() }, retired: l.retired })),
    rules: rules.filter((r) => r.items.length || r.words.length),
  }
}
