import type { Watermark } from '@/shared/api/types'

/** The parts of a watermark in the order they are printed. */
export const PRINTS = ['time', 'inspector', 'site', 'item', 'place'] as const satisfies readonly (keyof Watermark)[]

/** The parts that are printed. */
export const printsOf = (watermark: Watermark) => PRINTS.filter((part) => watermark[part])

/** The watermark with these parts. */
export function watermarkOf(parts: readonly string[]): Watermark {
  return { time: parts.includes('time'), place: parts.includes('place'), site: parts.includes('site'), inspector: parts.includes('inspector'), item: parts.includes('item') }
}
