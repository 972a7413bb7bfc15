import { expect, it } from 'vitest'
import { homeward } from './homeward'

it.each([
  ['/cases?state=filed', '/cases?state=filed'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-in?to=/', '/'],
  [undefined, '/'],
])('signing in with %s leads to %s', (to, then) => {
  expect(homeward(to)).toBe(then)
})
