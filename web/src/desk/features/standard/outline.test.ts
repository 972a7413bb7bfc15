import { describe, expect, it } from 'vitest'
import type { EditionGroup, ItemView } from '@/shared/api/types'
import { partsOf } from '@/shared/ui/highlight'
import { chosenOf, hitOf, outlineOf } from './outline'

const group = (code: string, parent: string | null) => ({ code, parent, name: code, item_count: 0 }) as EditionGroup
const item = (code: string, groups: string[], more: Partial<ItemView> = {}) =>
  ({ code, name: `项目${code}`, criterion: '地面没有污渍', tip: '走完全巷', phrases: ['巷内有零散垃圾'], type_codes: ['road'], groups: groups.map((g) => ({ code: g, name: g })), group: { code: groups.at(-1), name: '' }, ...more }) as ItemView
const groups = [group('A', null), group('A1', 'A'), group('A2', 'A'), group('B', null)]
const items = [item('R1', ['A', 'A1']), item('R2', ['A', 'A2'], { type_codes: ['market'] }), item('R3', ['B'], { phrases: ['井盖破损'] })]

describe('the outline of an edition', () => {
  it('counts the shown items up the tree', () => {
    const tree = outlineOf(groups, items)
    expect(tree.map((b) => [b.code, b.count])).toEqual([['A', 2], ['B', 1]])
    expect(tree[0]?.parts.map((b) => b.count)).toEqual([1, 1])
  })

  it('searches code, name, criterion, tip and phrases for every word', () => {
    const find = (q: string, group = '', type = '') => chosenOf(items, { q, group, type }).map((i) => i.code)
    expect(find('井盖')).toEqual(['R3'])
    expect(find('r1 污渍')).toEqual(['R1'])
    expect(find('', 'A')).toEqual(['R1', 'R2'])
    expect(find('', 'A', 'market')).toEqual(['R2'])
    expect(find('没有这个')).toEqual([])
  })

  it('shows the text that was hit', () => {
    expect(hitOf(items[2] as ItemView, '破损')).toBe('井盖破损')
    expect(hitOf(items[0] as ItemView, '')).toBeUndefined()
  })

  it('marks every hit and keeps the text whole', () => {
    const parts = partsOf('Road and ROAD', 'road')
    expect(parts.filter((p) => p.hit).map((p) => p.text)).toEqual(['Road', 'ROAD'])
    expect(parts.map((p) => p.text).join('')).toBe('Road and ROAD')
    expect(partsOf('地面', '')).toEqual([{ text: '地面', hit: false }])
  })
})
