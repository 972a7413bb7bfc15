import { expect, it } from 'vitest'
import { metresBetween, routeFrom } from './place'
import { fitted } from './photo'

it('measures like a map does', () => {
  expect(metresBetween({ lon: 114.5, lat: 38 }, { lon: 114.5, lat: 38.001 })).toBeCloseTo(111.2, 0)
  expect(metresBetween({ lon: 114.5, lat: 60 }, { lon: 114.501, lat: 60 })).toBeCloseTo(55.6, 0)
})

it('goes on to the nearest each time, and leaves out nothing without a place', () => {
  const places = [{ n: 1, lon: 114.52, lat: 38 }, { n: 2, lon: null, lat: null }, { n: 3, lon: 114.501, lat: 38 }, { n: 4, lon: 114.51, lat: 38 }]
  expect(routeFrom({ lon: 114.5, lat: 38 }, places).map((p) => p.n)).toEqual([3, 4, 1, 2])
})

it('fits a picture without enlarging it', () => {
  expect(fitted(4000, 3000, 2000)).toEqual([2000, 1500])
  expect(fitted(300, 400, 2000)).toEqual([300, 400])
})
