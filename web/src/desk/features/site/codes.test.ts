import { describe, expect, it } from 'vitest'
import { linkOf, pagesOf, sheets } from './codes'

describe('code sheets', () => {
  it.each(Object.entries(sheets))('with %s labels a page hold every site once', (name, sheet) => {
    const sites = Array.from({ length: 53 }, (_, n) => n)
    const pages = pagesOf(sites, sheet)
    expect(sheet.columns * sheet.rows).toBe(Number(name))
    expect(pages.flat()).toEqual(sites)
    expect(pages).toHaveLength(Math.ceil(53 / Number(name)))
  })

  it('carry a link that holds any code', () => {
    expect(linkOf('http://10.0.0.5:8080/', '点位/1')).toBe('http://10.0.0.5:8080/s/%E7%82%B9%E4%BD%8D%2F1')
  })

  it('have no page for nothing', () => {
    expect(pagesOf([], { columns: 2, rows: 4 })).toEqual([])
  })
})
