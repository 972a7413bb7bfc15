import { describe, expect, test } from 'vitest'
import { casesOf } from './period'

describe('the cases behind a rate', () => {
  const days = { from: '2026-11-01', until: '2026-11-27' }
  test('are those of its days, unit, item and part of the district', () => {
    expect(casesOf({ ...days, unit: { id: 'u' } }, { node: 'n' }, false).query).toEqual({ re_checked_from: '2026-11-01', re_checked_until: '2026-11-27', unit: 'u', node: 'n' })
    expect(casesOf({ ...days, item: { code: 'R01' } }, { unit: 'x' }, true).query).toEqual({ re_checked_from: '2026-11-01', re_checked_until: '2026-11-27', unit: 'x', item: 'R01', came_back: 'true' })
  })
})
