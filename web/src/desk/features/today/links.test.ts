import { describe, expect, it } from 'vitest'
import type { Wait, WeekFigure } from '@/shared/api/types'
import { filterOf } from '../case/filter'
import { linkOfChanged, linkOfFigure, linkOfWait, movement } from './links'

const figure = (kind: WeekFigure['kind'], count: number, lastByNow: number, moreIsBetter: boolean | null): WeekFigure => ({ kind, count, last_by_now: lastByNow, last: 9, more_is_better: moreIsBetter })
const queryOf = (to: unknown) => (to as { query: Record<string, string> }).query

describe('what a count leads to', () => {
  it('is a list whose every filter the list knows', () => {
    for (const kind of ['decide', 'dispatch', 'check', 'accept', 'rectify', 'press'] as const) {
      const query = queryOf(linkOfWait({ kind, count: 1 } as Wait))
      expect(Object.keys(filterOf(query)).sort(), kind).toEqual(Object.keys(query).sort())
    }
    for (const kind of ['found', 'handed_over', 'rectified', 'closed', 'late', 'rebound'] as const) {
      const query = queryOf(linkOfFigure(figure(kind, 1, 1, null), '2026-W48'))
      expect(Object.keys(filterOf(query)).sort(), kind).toEqual(Object.keys(query).sort())
    }
  })

  it('is a page where the thing has one', () => {
    expect(linkOfChanged({ noun: 'case' }, '7')).toEqual({ name: 'case', params: { id: '7' } })
    expect(linkOfChanged({ noun: 'calendar' }, '7')).toBeUndefined()
    expect(linkOfChanged({ noun: 'score_ledger' }, '7')).toEqual({ name: 'score-statement', params: { unit: '7' } })
  })
})

it.each([
  [5, 3, true, 'up', 2, 'good'],
  [3, 5, true, 'down', 2, 'bad'],
  [5, 3, false, 'up', 2, 'bad'],
  [3, 5, false, 'down', 2, 'good'],
  [4, 4, true, 'same', 0, 'plain'],
  [5, 3, null, 'up', 2, 'plain'],
] as const)('%d against %d, more better: %s', (now, then, better, way, by, tone) => {
  expect(movement(figure('closed', now, then, better))).toEqual({ way, by, tone })
})
