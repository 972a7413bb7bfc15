import type { FixSurvival } from '@/shared/api/types'

/** The corners of the stair: all hold on the day of the close-out, then each day's share in percent. */
export function curveOf(points: FixSurvival['points']): [number, number][] {
  if (!points.length) return []
  // The exact share may have hundreds of digits; what is drawn is what is shown.
  const corners: [number, number][] = points.map((p) => [p.days, Number(p.holds.shown)])
  return corners[0]?.[0] === 0 ? corners : [[0, 100], ...corners]
}
