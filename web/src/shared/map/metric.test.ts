import { describe, expect, it } from 'vitest'
import type { ChessboardFigures } from '@/shared/api/types'
import { roundUp, stepsOf, tokenIn, valueOf, worstFirst } from './metric'
import { noScore } from './scale'

const figures = (given: Partial<ChessboardFigures>) => ({ open: 0, overdue: 0, lost: 0, rebound: 0, visited: 0, sites: 0, mark: null, ...given }) as ChessboardFigures

describe('the scale of a count', () => {
  it.each([
    [1, 1],
    [1.2, 2],
    [3, 5],
    [23, 50],
    [100, 100],
  ])('%s is rounded up to %s', (size, up) => expect(roundUp(size)).toBe(up))

  it('names its steps in whole numbers, from none to the most', () => {
    expect(stepsOf('open', 3).map((s) => s.label)).toEqual(['0', '1', '2', '≥3'])
    expect(stepsOf('lost', 90).map((s) => s.label)).toEqual(['0', '1–50', '51–100', '≥101'])
  })

  it.each([
    [0, '--score-4'],
    [1, '--score-3'],
    [50, '--score-3'],
    [51, '--score-2'],
    [500, '--score-1'],
    [-1, noScore],
    [undefined, noScore],
  ])('%s is drawn in %s', (value, token) => expect(tokenIn(stepsOf('lost', 90), value)).toBe(token))
})

it('the worst stand first, and what was not measured last', () => {
  const row = (name: string, mark: number | null, open: number) => ({ name, figures: figures({ mark, open }) })
  const rows = [row('a', 90, 1), row('b', null, 0), row('c', 60, 7)]
  expect(worstFirst('score', rows).map((r) => r.name)).toEqual(['c', 'a', 'b'])
  expect(worstFirst('open', rows).map((r) => r.name)).toEqual(['c', 'a', 'b'])
  expect(valueOf('coverage', figures({ visited: 1, sites: 4 }))).toBe(25)
  expect(valueOf('coverage', figures({}))).toBeUndefined()
})
