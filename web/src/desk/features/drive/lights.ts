import type { DriveBurn, DriveCell } from '@/shared/api/types'
import type { EChartsOption } from '@/shared/ui/chart'

/** How a pace is shown: a sign that tells it without colour, and the colour's class. */
export function lightOf(pace: DriveCell['pace']): { sign: string; tone: 'good' | 'warn' | 'hot' | '' } {
  switch (pace) {
    case 'done':
      return { sign: '✓', tone: 'good' }
    case 'on_plan':
      return { sign: '●', tone: 'good' }
    case 'behind':
      return { sign: '▲', tone: 'warn' }
    case 'far_behind':
      return { sign: '■', tone: 'hot' }
    case 'no_target':
      return { sign: '—', tone: '' }
  }
}

/** A share with its sign, or a dash where there is none. */
export const percent = (cell: DriveCell): string => (cell.share.exact == null ? cell.share.shown : `${cell.share.shown}%`)

/** What is left day by day beside the straight line; days to come have no real figure. */
export function burnChart(burn: DriveBurn, words: { planned: string; left: string; unit: string }): EChartsOption {
  const style = getComputedStyle(document.documentElement)
  const ink = style.getPropertyValue('--ink-2').trim()
  const bar = style.getPropertyValue('--bar').trim()
  const number = (shown?: string) => (shown === undefined ? null : Number(shown))
  return {
    animation: false,
    grid: { left: 56, right: 16, top: 28, bottom: 28 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: burn.points.map((p) => p.on.slice(5)), axisLabel: { color: ink }, axisTick: { show: false } },
    yAxis: { type: 'value', min: 0, name: words.unit, nameTextStyle: { color: ink }, axisLabel: { color: ink } },
    series: [
      { type: 'line', name: words.planned, data: burn.points.map((p) => number(p.planned.shown)), color: ink, lineStyle: { type: 'dashed', width: 1 }, symbol: 'none' },
      { type: 'line', name: words.left, data: burn.points.map((p) => number(p.left?.shown)), color: bar, symbolSize: 5, connectNulls: false },
    ],
  }
}
