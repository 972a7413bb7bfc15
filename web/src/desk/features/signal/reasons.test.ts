import { expect, test } from 'vitest'
import type { Signals } from '@/shared/api/types'
import { byKind, narrowed, reasonsOf } from './reasons'

type One = Signals['signals'][number]
const one = (kind: One['kind'], weight: One['weight'], reason = kind as string): One => ({ kind, kind_name: kind, weight, weight_name: weight, reason, photo: null })
const line = (...signals: One[]) => ({ signals: { count: { doubts: signals.filter((s) => s.weight === 'doubt').length, unverified: signals.filter((s) => s.weight !== 'doubt').length }, signals } })
const list = [line(one('reused', 'doubt'), one('no_place', 'unverified'), one('no_place', 'unverified')), line(one('no_place', 'unverified')), line(one('no_place', 'unverified'), one('photo_far', 'doubt')), line(one('photo_far', 'doubt')), line()]

test('doubts come first, then what most lines have; a line counts once for a reason', () => {
  expect(reasonsOf(list).map((r) => [r.kind, r.lines])).toEqual([
    ['photo_far', 2],
    ['reused', 1],
    ['no_place', 3],
  ])
})

test('a reason and doubt narrow together, and nothing asked leaves all', () => {
  expect(narrowed(list, {})).toHaveLength(5)
  expect(narrowed(list, { doubtful: true })).toHaveLength(3)
  expect(narrowed(list, { reason: 'no_place' })).toHaveLength(3)
  expect(narrowed(list, { reason: 'no_place', doubtful: true })).toHaveLength(2)
})

test('the same reason of several photographs is told once', () => {
  const told = byKind([one('no_place', 'unverified', 'a'), one('photo_far', 'doubt', 'b'), one('no_place', 'unverified', 'a'), one('photo_far', 'doubt', 'c')])
  expect(told.map((t) => [t.kind, t.reasons, t.times])).toEqual([
    ['no_place', ['a'], 2],
    ['photo_far', ['b', 'c'], 2],
  ])
})
