import { describe, expect, it } from 'vitest'
import { brief, directionOf, isShare, shownOf, sizeOf, unsigned, wholeOf } from './figure'

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
    expect(shownOf({ shown: '88.70', exact: '15700/177', numerator: '157/59', denominator: '3' })).toBe('88.70')
    expect(shownOf({ shown: '0.60', exact: '0.6', numerator: '0.6' })).toBe('0.60')
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

  it('an amount says what it is out of, unless that is a hundred', () => {
    expect(wholeOf({ shown: '57.67', exact: '173/3', numerator: '173/3', denominator: '60' })).toBe('60')
    expect(wholeOf({ shown: '88.70', exact: '15700/177', numerator: '157/59', denominator: '3' })).toBeUndefined()
    expect(wholeOf({ shown: '57.67', exact: '173/3', numerator: '173/3', denominator: '100' })).toBeUndefined()
  })

  it.each([
    ['2.00', '2'],
    ['17.70', '17.7'],
    ['100', '100'],
    ['—', '—'],
  ])('a full mark of %s is said as %s', (shown, said) => {
    expect(brief({ shown })).toBe(said)
  })

  it('a change without a value points nowhere', () => {
    expect(directionOf({ shown: '—', exact: null })).toBeUndefined()
  })
})
