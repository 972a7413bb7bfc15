import { describe, expect, test } from 'vitest'
import type { DriveBurn, DriveCell } from '@/shared/api/types'
import { burnChart, lightOf, percent } from './lights'

const figure = (shown: string, exact?: string) => ({ shown, exact }) as DriveCell['share']

describe('how far a drive is', () => {
  test('every pace has a sign of its own, so that none is told by colour alone', () => {
    const signs = (['done', 'on_plan', 'behind', 'far_behind', 'no_target'] as const).map((pace) => lightOf(pace).sign)
    expect(new Set(signs).size).toBe(5)
  })
  test('a place without a target shows a dash, not nought per cent', () => {
    expect(percent({ share: figure('—') } as DriveCell)).toBe('—')
    expect(percent({ share: figure('0.0', '0') } as DriveCell)).toBe('0.0%')
  })
  test('days to come leave a gap in what is left', () => {
    const points = [
      { on: '2026-11-23', planned: figure('5'), left: figure('6.5'), done: figure('1') },
      { on: '2026-11-24', planned: figure('0'), left: null, done: figure('0') },
    ]
    const option = burnChart({ measure: 'rubbish', points } as DriveBurn, { planned: 'p', left: 'l', unit: 't' }) as { series: { data: (number | null)[] }[] }
    expect(option.series.map((s) => s.data)).toEqual([[5, 0], [6.5, null]])
  })
})
