import { expect, it, vi } from 'vitest'
import { everyPage, figureCell, mostRows, nameSent, TooLong } from './keepTable'

it('reads a list to its end and says how far it has come', async () => {
  const tell = vi.fn()
  const ask = async (cursor?: string) => (cursor ? { items: [3], total: 3 } : { items: [1, 2], next: 'b', total: 3 })
  expect(await everyPage(ask, { tell, stopped: () => false })).toEqual([1, 2, 3])
  expect(tell.mock.calls).toEqual([[2, 3], [3, 3]])
})

it('gives nothing when its reader has had enough', async () => {
  let asked = 0
  const ask = async () => ({ items: [asked++], next: 'x' })
  expect(await everyPage(ask, { tell: () => undefined, stopped: () => asked > 2 })).toBeUndefined()
  expect(asked).toBe(3)
})

it('takes the name the server gave', () => {
  expect(nameSent("attachment; filename=\"x.xlsx\"; filename*=UTF-8''%E5%95%86%E6%88%B7.xlsx")).toBe('商户.xlsx')
  expect(nameSent(null)).toBeUndefined()
})

it('a figure goes into a file as the number it is, and no figure as its word', () => {
  const cells = [{ shown: '86.36', exact: '19/22' }, { shown: '−2', exact: '-2' }, { shown: '—', exact: null }].map((f) => figureCell(f as never))
  expect(cells).toEqual([86.36, -2, '—'])
})

it('a list too long for a file is refused with its first page', async () => {
  let asked = 0
  const ask = () => (asked++, Promise.resolve({ items: [1], next: 'more', total: mostRows + 1 }))
  await expect(everyPage(ask, { tell: () => undefined, stopped: () => false })).rejects.toBeInstanceOf(TooLong)
  expect(asked).toBe(1)
})
