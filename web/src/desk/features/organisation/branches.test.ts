import { expect, it } from 'vitest'
import type { OrganisationClass, OrganisationNode } from '@/shared/api/types'
import { branchesOf, matchingUnits } from './branches'

const node = (code: string, above: string | null, name: string, leader = '') =>
  ({ node: { id: code, code, name }, above, level: 1, level_name: '', leaders: leader ? [leader] : [], workers: [], unit: null, head: null }) as OrganisationNode
const nodes = [node('d', null, '云岭区'), node('w', 'd', '西山街道', '林一舟'), node('s', 'w', '石桥社区', '陈晓'), node('e', 'd', '东河街道')]

it('hangs every node under the one above it', () => {
  const [top] = branchesOf(nodes)
  expect(top?.below.map((b) => b.node.node.name)).toEqual(['西山街道', '东河街道'])
  expect(top?.below[0]?.below[0]?.node.node.name).toBe('石桥社区')
})

it('keeps the way down to whoever is sought', () => {
  const [top] = branchesOf(nodes, '陈晓')
  expect(top?.below).toHaveLength(1)
  expect(top?.below[0]?.below[0]?.node.leaders).toEqual(['陈晓'])
  expect(branchesOf(nodes, '龙宫')).toEqual([])
})

it('finds units by name and head', () => {
  const classes = [{ class: 'street', class_name: '', units: [{ unit: { id: '1', code: 'xs', name: '西山街道办' }, head: { id: '', code: '', name: '周静' }, people: 3 }] }] as unknown as OrganisationClass[]
  expect(matchingUnits(classes, '周静')).toHaveLength(1)
  expect(matchingUnits(classes, '东河')).toEqual([])
})
