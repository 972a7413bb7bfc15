import { afterEach, expect, it } from 'vitest'
import type { SiteSummary } from '@/shared/api/types'
import { emptyReport, keepReport, keptReport, lackOf } from './report'

afterEach(() => sessionStorage.clear())
const site = { id: 's' } as SiteSummary

it.each([
  [{}, 'case.needSite'],
  [{ site }, 'case.needDescription'],
  [{ site, description: ' ' }, 'case.needDescription'],
  [{ site, description: '有垃圾', quantity: 0 }, 'case.needQuantity'],
  [{ site, description: '有垃圾', quantity: 1.5 }, 'case.needQuantity'],
  [{ site, description: '有垃圾', quantity: 3 }, undefined],
  [{ at: 'place', site, description: '有垃圾' }, 'case.needPlace'],
  [{ at: 'place', place: [114.5, Number.NaN] as [number, number], description: '有垃圾' }, 'case.needPlace'],
  [{ at: 'place', place: [114.5, 38] as [number, number], description: '有垃圾' }, undefined],
] as const)('%o lacks %s', (given, lack) => {
  expect(lackOf({ ...emptyReport('a'), ...given })).toBe(lack)
})

it('keeps what is being written until it is sent, and passes over what is none', () => {
  const report = { ...emptyReport('a'), description: '有垃圾' }
  keepReport(report)
  expect(keptReport()?.description).toBe('有垃圾')
  keepReport(undefined)
  expect(keptReport()).toBeUndefined()
  sessionStorage.setItem('wangge.case.report', '{"id":1}')
  expect(keptReport()).toBeUndefined()
  sessionStorage.setItem('wangge.case.report', '{')
  expect(keptReport()).toBeUndefined()
})
