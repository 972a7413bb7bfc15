import { describe, expect, it } from 'vitest'
import type { LostPointView } from '@/shared/api/types'
import { accepting, giving, narrowingOf, nextBy, sorted, undoing } from './ledger'

const point = (id: string, lost: string, site: string, more: Partial<LostPointView> = {}) =>
  ({ id, lost: { shown: lost, exact: lost }, site: { id: site, code: site, name: site }, item: { code: `R${id}`, name: '' }, unit: null, cause: null, proposal: null, ...more }) as unknown as LostPointView
const cause = (code: string) => ({ code, name: code })

describe('the lost-point ledger', () => {
  it('is narrowed by what the address says', () => {
    expect(narrowingOf({ view: 'lost', unit: 'u1', cause: '', item: ['a', 'b'] })).toEqual({ unit: 'u1' })
  })

  it('goes on from a unit to its causes, and from a cause to its units', () => {
    expect(nextBy('unit', {})).toBe('cause')
    expect(nextBy('cause', {})).toBe('unit')
    expect(nextBy('unit', { cause: 'x' })).toBe('item')
    expect(nextBy('cause', { unit: 'u1' })).toBe('item')
  })

  it('sorts by what was lost, exactly and not by its digits', () => {
    const points = [point('1', '9/10', 'b'), point('2', '10', 'a'), point('3', '2.5', 'c')]
    expect(sorted(points, 'lost').map((p) => p.id)).toEqual(['2', '3', '1'])
    expect(sorted(points, 'site').map((p) => p.id)).toEqual(['2', '1', '3'])
  })

  it('gives a cause, accepts proposals, and undoes only what was done', () => {
    const points = [point('1', '1', 'a', { cause: cause('other') }), point('2', '1', 'b', { proposal: { cause: cause('facility'), why: '规则 1' } })]
    expect(giving(points, 'conduct')).toEqual([{ lost_point_id: '1', cause: 'conduct', seen: 'other' }, { lost_point_id: '2', cause: 'conduct', seen: null }])
    expect(accepting(points)).toEqual([{ lost_point_id: '2', cause: 'facility', seen: null }])
    const results = [{ lost_point_id: '1', outcome: 'given', before: 'other', now: 'conduct' }, { lost_point_id: '2', outcome: 'changed_meanwhile', before: null, now: 'x' }]
    expect(undoing(results)).toEqual([{ lost_point_id: '1', cause: 'other', seen: 'conduct' }])
  })
})
