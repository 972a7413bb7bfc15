import type { ChessboardFigures } from '@/shared/api/types'
import { noScore, steps, type Step } from './scale'

/** By what nodes and sites are coloured. */
export const metrics = ['score', 'lost', 'open', 'overdue', 'rebound', 'coverage'] as const
export type Metric = (typeof metrics)[number]

/** None is quiet; the more, the browner. */
const worse = ['--score-4', '--score-3', '--score-2', '--score-1'] as const

/** Whether it is a share of 100, drawn in the steps of a score; otherwise it is a count. */
export function isPercent(metric: Metric): boolean {
  return metric === 'score' || metric === 'coverage'
}

/** The next of 1, 2, 5, 10, 20, 50 … from a size on. */
export function roundUp(size: number): number {
  let unit = 1
  for (;;) {
    for (const by of [1, 2, 5]) if (unit * by >= size) return unit * by
    unit *= 10
  }
}

/** The steps of a metric, lowest first: of a score as everywhere, of a count from none to the most there is. */
export function stepsOf(metric: Metric, most: number): readonly Step[] {
  if (isPercent(metric)) return steps
  const width = roundUp(Math.max(most, 1) / 3)
  const label = (n: number) => {
    const [low, high] = [(n - 1) * width + 1, n * width]
    if (n === 3) return `≥${low}`
    return low === high ? `${low}` : `${low}–${high}`
  }
  const counts = [1, 2, 3].map((n) => ({ from: (n - 1) * width + 1, label: label(n), colour: worse[n] ?? noScore }))
  return [{ from: Number.NEGATIVE_INFINITY, label: '0', colour: worse[0] }, ...counts]
}

/** The colour token of a value. */
export function tokenIn(scale: readonly Step[], value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value) || value < 0) return noScore
  let token = noScore
  for (const step of scale) if (value >= step.from) token = step.colour
  return token
}

/** What a place is coloured by; for drawing only. */
export function valueOf(metric: Metric, figures: ChessboardFigures): number | undefined {
  if (metric === 'score') return figures.mark ?? undefined
  if (metric === 'coverage') return figures.sites ? (figures.visited / figures.sites) * 100 : undefined
  return figures[metric]
}

/** What is written for it: the server's own text. */
export function textOf(metric: Metric, figures: ChessboardFigures): string {
  if (metric === 'score') return figures.score.shown
  if (metric === 'coverage') return figures.coverage.shown
  return String(figures[metric])
}

/** The worst first; those without a figure last. */
export function worstFirst<T extends { figures: ChessboardFigures }>(metric: Metric, rows: readonly T[]): T[] {
  const bad = (row: T) => {
    const value = valueOf(metric, row.figures)
    if (value === undefined) return Number.POSITIVE_INFINITY
    return isPercent(metric) ? value : -value
  }
  return [...rows].sort((a, b) => bad(a) - bad(b))
}
