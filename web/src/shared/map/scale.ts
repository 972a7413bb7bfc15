/** One step of the score scale: from `from` (inclusive) upward, drawn in the token `colour`. */
export interface Step {
  from: number
  label: string
  colour: string
}

/** The steps of a score in per cent of its full mark, lowest first. */
export const steps: readonly Step[] = [
  { from: Number.NEGATIVE_INFINITY, label: '<60', colour: '--score-1' },
  { from: 60, label: '60–70', colour: '--score-2' },
  { from: 70, label: '70–80', colour: '--score-3' },
  { from: 80, label: '80–90', colour: '--score-4' },
  { from: 90, label: '90–95', colour: '--score-5' },
  { from: 95, label: '≥95', colour: '--score-6' },
]

/** The token for things without a score. */
export const noScore = '--score-none'

/** The colour token of a score. */
export function tokenOf(score?: number): string {
  if (score === undefined || !Number.isFinite(score)) return noScore
  let token = noScore
  for (const step of steps) if (score >= step.from) token = step.colour
  return token
}

/** Reads a token's present colour, so that the map follows the theme. */
export function colourOf(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim() || '#888'
}
