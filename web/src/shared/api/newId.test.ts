import { expect, it } from 'vitest'
import { newId } from './newId'

it('is a UUIDv7 of its moment', () => {
  const id = newId(0x0199a0c01234)
  expect(id).toMatch(/^0199a0c0-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(newId()).not.toBe(newId())
})
