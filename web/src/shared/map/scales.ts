import type { ChessboardNode } from '@/shared/api/types'
import { stepsOf, valueOf, type Metric } from './metric'
import type { Step } from './scale'

/** The steps nodes and sites are drawn in; apart from the map itself, which is loaded late. */
export function scalesOf(metric: Metric, nodes: readonly ChessboardNode[]): { nodes: readonly Step[]; sites: readonly Step[] } {
  const most = Math.max(0, ...nodes.map((n) => valueOf(metric, n.figures) ?? 0))
  return { nodes: stepsOf(metric, most), sites: stepsOf(metric, 3) }
}
