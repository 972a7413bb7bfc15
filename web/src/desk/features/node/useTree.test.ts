import { describe, expect, it } from 'vitest'
import type { NodeSummary } from '@/shared/api/types'
import { stepOf, typedTo, useTree, windowOf } from './useTree'

const node = (id: string, name: string, child_count = 0) => ({ id, code: id, name, child_count }) as NodeSummary
const district: Record<string, NodeSummary[]> = {
  '': [node('d', '云岭区', 2)],
  d: [node('w', '西山街道', 1), node('e', '东河街道')],
  w: [node('s', '石桥社区')],
}
const made = () => {
  const asked: string[] = []
  const tree = useTree(async (parent) => {
    asked.push(parent ?? '')
    return district[parent ?? ''] ?? []
  })
  return { tree, asked }
}

describe('the tree', () => {
  it('reads a branch when it is opened, and only once', async () => {
    const { tree, asked } = made()
    await tree.reveal(['d', 'w'])
    expect(tree.rows.value.map((r) => [r.node.id, r.depth, r.place, r.of])).toEqual([
      ['d', 1, 1, 1],
      ['w', 2, 1, 2],
      ['s', 3, 1, 1],
      ['e', 2, 2, 2],
    ])
    tree.fold('w')
    await tree.unfold('w')
    expect(asked).toEqual(['', 'd', 'w'])
  })

  it('keeps what stands when a branch cannot be read, and says so', async () => {
    let broken = false
    const tree = useTree(async (parent) => {
      if (broken) throw new Error('no')
      return district[parent ?? ''] ?? []
    })
    await tree.reveal([])
    broken = true
    await tree.unfold('d')
    expect(tree.rows.value).toHaveLength(1)
    expect(tree.refusal.value?.kind).toBe('fault')
  })

  it('is walked by keys', async () => {
    const { tree } = made()
    await tree.reveal(['d'])
    const step = (at: number, key: string) => stepOf(tree.rows.value, at, key)
    expect(step(0, 'ArrowDown')).toEqual({ to: 1 })
    expect(step(0, 'ArrowUp')).toEqual({ to: 0 })
    expect(step(1, 'ArrowRight')).toEqual({ unfold: 'w' })
    expect(step(0, 'ArrowRight')).toEqual({ to: 1 })
    expect(step(1, 'ArrowLeft')).toEqual({ to: 0 })
    expect(step(0, 'ArrowLeft')).toEqual({ fold: 'd' })
    expect(step(2, 'ArrowRight')).toBeUndefined()
    expect(step(2, 'End')).toEqual({ to: 2 })
    expect(step(2, 'Enter')).toEqual({ pick: 'e' })
    expect(stepOf([], 0, 'Enter')).toBeUndefined()
  })

  it('goes to what is typed, round the end', async () => {
    const { tree } = made()
    await tree.reveal(['d'])
    expect(typedTo(tree.rows.value, 0, '东')).toBe(2)
    expect(typedTo(tree.rows.value, 2, '云')).toBe(0)
    expect(typedTo(tree.rows.value, 0, '龙')).toBeUndefined()
  })

  it('draws only a window of many lines', () => {
    expect(windowOf(0, 300, 30, 5458)).toEqual({ from: 0, to: 22 })
    expect(windowOf(30_000, 300, 30, 5458)).toEqual({ from: 988, to: 1022 })
    expect(windowOf(0, 300, 30, 3)).toEqual({ from: 0, to: 3 })
  })
})
