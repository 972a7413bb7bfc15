import { describe, expect, it } from 'vitest'
import en from './en'
import { firstLang } from './index'
import zh from './zh-CN'
import common from './zh-CN/common'

type Tree = { [key: string]: string | Tree }

function flat(tree: Tree, under = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[under + key, value] as [string, string]] : flat(value, `${under}${key}.`)))
}
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe('the catalogues', () => {
  const chinese = new Map(flat(zh))
  const english = new Map(flat(en as unknown as Tree))

  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it('fill the same places', () => {
    for (const [key, text] of chinese) {
      // Chinese has no plural; "{n} day | {n} days" fills one place all the same.
      expect(holes(english.get(key) ?? '').filter((h) => h !== '{n}'), key).toEqual(holes(text).filter((h) => h !== '{n}'))
    }
  })

  it('give the phone every word it says', () => {
    const sources = import.meta.glob<string>('/src/field/**/*.{ts,vue}', { query: '?raw', import: 'default', eager: true })
    expect(Object.keys(sources).length).toBeGreaterThan(20)
    for (const [path, text] of Object.entries(sources)) {
      for (const [, area = ''] of text.matchAll(/\bt\(['`](\w+)\./g)) expect(common, `${area} in ${path}`).toHaveProperty(area)
    }
  })

  it('speak their own language', () => {
    for (const [key, text] of english) expect(/[\u4e00-\u9fff]/.test(text), key).toBe(false)
    for (const text of [...chinese.values(), ...english.values()]) expect(text.trim()).not.toBe('')
  })
})

describe('the first language', () => {
  it.each([
    [null, ['zh-CN', 'en'], 'zh-CN'],
    [null, ['en-GB', 'zh'], 'en'],
    [null, ['fr', 'en'], 'en'],
    [null, [], 'zh-CN'],
    ['en', ['zh-CN'], 'en'],
    ['klingon', ['zh-CN'], 'zh-CN'],
  ] as const)('kept %s, wanted %o: %s', (kept, wanted, lang) => {
    expect(firstLang(kept, wanted)).toBe(lang)
  })
})
