import { expect, it } from 'vitest'
import { metresBetween, outlineOf, textOfCircle, textOfRing } from './shape'

it('a drawn ring is written as what it is', () => {
  expect(textOfRing([[1, 2], [3, 2], [3, 4], [1, 4], [1, 2]])).toBe('r:1,2,3,4')
  expect(textOfRing([[1, 2], [3, 2], [3.123456789, 4], [1, 2]])).toBe('p:1,2;3,2;3.12346,4')
  expect(textOfCircle([114.0500001, 37.9], 499.6)).toBe('c:114.05,37.9,500')
})

it('what stands in the address is drawn again, and nonsense is not', () => {
  expect(outlineOf('r:1,2,3,4')?.coordinates[0]).toEqual([[1, 2], [3, 2], [3, 4], [1, 4], [1, 2]])
  expect(outlineOf('p:1,2;3,2;3,4')?.coordinates[0]).toHaveLength(4)
  for (const wrong of ['', 'r:1,2,3', 'p:1,2;3', 'c:1,2', 'x:1,2,3,4', 'r:a,b,c,d']) expect(outlineOf(wrong), wrong).toBeUndefined()
})

it('the circle drawn has the radius it is asked by', () => {
  const ring = outlineOf('c:114.05,37.9,500')?.coordinates[0] ?? []
  for (const corner of ring) expect(metresBetween([114.05, 37.9], corner)).toBeCloseTo(500, -1)
})
