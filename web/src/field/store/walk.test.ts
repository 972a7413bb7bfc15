import { expect, test } from 'vitest'
import example from './walk.example.json'
import { areasOf, cellsOf, legsOf, lengthOf, reachInto, type WalkFix } from './walk'

test('the phone comes to what the server comes to', () => {
  const legs = legsOf(example.fixes, example.rules)
  const cells = cellsOf(example.lattice)
  const reached = new Set<number>()
  for (const leg of legs) reachInto(reached, example.lattice, cells, leg, example.rules.reach_m)
  expect([lengthOf(legs), reached.size, cells.filter(Boolean).length]).toEqual([example.length_m, example.covered, example.of])
  const size = (areas: readonly (readonly [number, number, number, number])[]) => areas.reduce((sum, [w, s, e, n]) => sum + (e - w) * (n - s), 0)
  const one = example.lattice.step_lon * example.lattice.step_lat
  expect(Math.round(size(areasOf(example.lattice, cells, reached, true)) / one)).toBe(example.covered)
  expect(Math.round(size(areasOf(example.lattice, cells, reached, false)) / one)).toBe(example.of - example.covered)
})

test('what does not count is left out', () => {
  const rules = example.rules
  const fix = (metres: number, seconds: number, accuracy = 8): WalkFix => ({ lon: 114, lat: 37.9 + metres / 111_195, accuracy_m: accuracy, at: new Date(1_790_000_000_000 + seconds * 1000).toISOString() })
  const length = (...fixes: WalkFix[]) => lengthOf(legsOf(fixes, rules))
  expect(length(fix(0, 0), fix(30, 30))).toBe(30)
  expect(length(fix(0, 0), fix(500, 15, 80), fix(30, 30))).toBe(30)
  expect(length(fix(0, 0), fix(30, 301))).toBe(0)
  expect(length(fix(0, 0), fix(900, 30))).toBe(0)
  expect(length(fix(0, 0))).toBe(0)
})
