import { describe, expect, it } from 'vitest'
import { directionOf, isShare, shownOf, sizeOf, unsigned } from './figure'

describe('a figure', () => {
  it.each([
    [{ shown: '86.36', exact: '19/22' }, 19 / 22],
    [{ shown: '86.42', exact: '86.42' }, 86.42],
    [{ shown: '−1.50' }, -1.5],
    [{ shown: '—', exact: null }, undefined],
    [undefined, undefined],
  ])('%o is drawn as %s', (figure, size) => {
    expect(sizeOf(figure)).toBe(size)
  })

  it('a share is printed with its sign, a score is not', () => {
    expect(shownOf({ shown: '86.36', exact: '19/22', numerator: '19', denominator: '22' })).toBe('86.36%')
    expect(shownOf({ shown: '19.00', exact: '19', numerator: '19', denominator: '1' })).toBe('19.00')
    expect(shownOf({ shown: '86.42', exact: '86.42' })).toBe('86.42')
  })

  it('nothing over nothing is a dash, never nought or a hundred', () => {
    expect(shownOf({ shown: '—', exact: null, numerator: '0', denominator: '0' })).toBe('—')
    expect(isShare({ shown: '—', numerator: '0', denominator: '0' })).toBe(false)
    expect(shownOf(null)).toBe('—')
  })

  it.each([
    ['1.23', 'up', '1.23'],
    ['-0.40', 'down', '0.40'],
    ['−0.40', 'down', '0.40'],
    ['0.00', 'same', '0.00'],
  ])('a change of %s points %s', (shown, way, size) => {
    expect(directionOf({ shown })).toBe(way)
    expect(unsigned({ shown })).toBe(size)
  })

  it('a change without a value points nowhere', () => {
    expect(directionOf({ shown: '—', exact: null })).toBeUndefined()
  })
})
