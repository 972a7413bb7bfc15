import type { RoundSummary } from '@/shared/api/types'

/** What a round is before its sites: kind, number, name, days. */
export interface Basics {
  kind: RoundSummary['kind']
  number: number
  zh: string
  en: string
  opens_on: string
  closes_on: string
  hints: boolean
  prints: string[]
}

/** The random draw a choice of sites rests on, for the record. */
export interface DrawBasis {
  seed: string
  counts: Record<string, number>
  node: string | null
}

/** A new identity (UUIDv7), made here so that sending the same plan again answers the same. */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let n = 0; n < 6; n++) bytes[n] = Math.floor(now / 2 ** (8 * (5 - n))) % 256
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
