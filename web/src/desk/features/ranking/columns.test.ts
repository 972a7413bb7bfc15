import { expect, it } from 'vitest'
import { unionOf } from './columns'

it('columns of several tables stand once each, in the order in which they first appear', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((code) => ({ code })) as [{ code: string }, { code: string }, { code: string }]
  expect(unionOf([[a, b], [b, c], [c, a]]).map((x) => x.code)).toEqual(['a', 'b', 'c'])
  expect(unionOf([])).toEqual([])
})
