import { expect, it } from 'vitest'
import type { PatrolLine } from '@/shared/api/types'
import { compareShares, inOrder, percentOf } from './lines'

const share = (numerator: number, denominator: number) => ({ numerator, denominator })

it('shares are compared before they are rounded, and no share comes last', () => {
  expect(compareShares(share(1, 3), share(334, 1000))).toBeLessThan(0)
  expect(compareShares(share(2, 4), share(1, 2))).toBe(0)
  expect(compareShares(share(0, 0), share(9, 9))).toBeGreaterThan(0)
  expect(compareShares(null, share(0, 5))).toBeGreaterThan(0)
})

it('a per cent rounds half up, and none of nothing is no figure', () => {
  expect([percentOf(share(1, 8)), percentOf(share(1, 200)), percentOf(share(0, 0)), percentOf(null)]).toEqual(['13%', '1%', '—', '—'])
})

it('the order is what was asked for; equal lines keep the server’s', () => {
  const line = (code: string, coverage: [number, number], last: string | null) => ({ node: { id: code, code, name: code }, coverage: share(...coverage), kept: share(1, 2), last_walked: last }) as unknown as PatrolLine
  const lines = [line('c', [0, 0], null), line('a', [3, 4], '2026-11-24T00:00:00Z'), line('b', [1, 4], '2026-11-23T00:00:00Z')]
  const codes = (order: Parameters<typeof inOrder>[1]) => inOrder(lines, order).map((l) => l.node.code).join('')
  expect([codes('unwalked'), codes('kept'), codes('coverage'), codes('last'), codes('code')]).toEqual(['cab', 'cab', 'bac', 'cba', 'abc'])
})
