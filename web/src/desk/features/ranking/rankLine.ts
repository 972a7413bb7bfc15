import type { UnitPeriod } from '@/shared/api/types'
import type { EChartsOption } from '@/shared/ui/chart'

/** The ranks of a unit as a line, the first place on top; a period without rank leaves a gap. */
export function rankLine(periods: UnitPeriod[], name: string): EChartsOption {
  const inOrder = [...periods].reverse()
  const style = getComputedStyle(document.documentElement)
  const ink = style.getPropertyValue('--ink-2').trim()
  const bar = style.getPropertyValue('--bar').trim()
  return {
    animation: false,
    grid: { left: 36, right: 16, top: 12, bottom: 28 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: inOrder.map((p) => p.period.key.replace(/^\w+:/, '')), axisLabel: { color: ink }, axisTick: { show: false } },
    yAxis: { type: 'value', inverse: true, min: 1, max: Math.max(2, ...inOrder.map((p) => p.of)), minInterval: 1, axisLabel: { color: ink } },
    series: [{ type: 'line', name, data: inOrder.map((p) => p.row?.rank ?? null), color: bar, symbolSize: 7, connectNulls: false }],
  }
}
