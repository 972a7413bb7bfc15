import { expect, it } from 'vitest'
import type { RoundSummary } from '@/shared/api/types'
import { othersOf } from './others'

it('a round is compared with the latest earlier one of its kind first, and never with itself or one without a score', () => {
  const round = (id: string, kind: string, opens_on: string, scored = true) => ({ id, kind, opens_on, score: scored ? { shown: '80' } : null }) as RoundSummary
  const mock2 = round('mock2', 'mock', '2026-11-24')
  const all = [mock2, round('mock3', 'mock', '2026-12-09'), round('joint3', 'joint_supervision', '2026-11-19'), round('mock1', 'mock', '2026-10-28'), round('planned', 'mock', '2026-11-01', false), round('joint1', 'joint_supervision', '2026-11-05')]
  expect(othersOf(mock2, all).map((r) => r.id)).toEqual(['mock1', 'joint3', 'joint1', 'mock3'])
})
