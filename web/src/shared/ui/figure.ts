import type { Figure } from '@/shared/api/types'

/**
 * The size of a figure for drawing only (a bar, a colour). Nothing is scored or ranked with it:
 * what is printed is always the server's own text.
 */
export function sizeOf(figure?: Figure | null): number | undefined {
  if (!figure) return undefined
  return sizeOfText(figure.exact ?? figure.shown)
}

/** The size of an exact figure written as "19/22" or "86.36". */
export function sizeOfText(text?: string | null): number | undefined {
  if (!text) return undefined
  const [over, under] = text.replace('−', '-').split('/')
  const size = under === undefined ? Number.parseFloat(over ?? '') : Number(over) / Number(under)
  return Number.isFinite(size) ? size : undefined
}

/** A share: its parts are given, and it is shown per hundred of its exact value. */
export function isShare(figure: Figure): boolean {
  const [exact, shown] = [sizeOfText(figure.exact), Number(figure.shown)]
  if (figure.numerator == null || figure.denominator == null || exact === undefined) return false
  return Math.abs(exact * 100 - shown) < 0.01
}

/** What a figure is out of, where it is an amount of a whole other than 100 ("57.67 of 60"). */
export function wholeOf(figure?: Figure | null): string | undefined {
  if (!figure?.denominator || figure.numerator !== figure.exact || figure.denominator === '100') return undefined
  return figure.denominator
}

/** "2" for "2.00": for full marks and weights, which are mostly whole. */
export function brief(figure?: Figure | null): string {
  return shownOf(figure).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
}

/** What is printed for a figure: the server's rounding, or a dash where there is none. */
export function shownOf(figure?: Figure | null): string {
  if (!figure) return '—'
  return isShare(figure) ? `${figure.shown}%` : figure.shown
}

/** Which way a change points. */
export function directionOf(change?: Figure | null): 'up' | 'down' | 'same' | undefined {
  const size = sizeOf(change)
  if (size === undefined) return undefined
  return size > 0 ? 'up' : size < 0 ? 'down' : 'same'
}

/** A change without its sign, since the arrow says it. */
export function unsigned(figure?: Figure | null): string {
  return shownOf(figure).replace(/^[+\-−]/, '')
}
