import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { Refusal } from '@/shared/api/refusal'
import type { NodeSummary } from '@/shared/api/types'

/** A line of the tree as it is on screen. */
export interface TreeRow {
  node: NodeSummary
  depth: number
  /** Its place among its siblings, from 1, and how many they are: for readers that see only part of the tree. */
  place: number
  of: number
  open: boolean
  waiting: boolean
}

type Read = (parent?: string) => Promise<NodeSummary[]>

/** A tree whose branches are read when they are opened, flat as it is drawn. */
export function useTree(read: Read) {
  const below = shallowReactive(new Map<string, NodeSummary[]>())
  const open = shallowReactive(new Set<string>())
  const waiting = shallowReactive(new Set<string>())
  const refusal = shallowRef<Refusal>()
  const ready = ref(false)
  const top = ''

  async function fetchBelow(key: string): Promise<void> {
    if (waiting.has(key)) return
    waiting.add(key)
    try {
      below.set(key, await read(key || undefined))
      refusal.value = undefined
    } catch (cause) {
      refusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
    } finally {
      waiting.delete(key)
      if (key === top) ready.value = true
    }
  }

  /** Opens a branch, reading it the first time. */
  async function unfold(id: string): Promise<void> {
    open.add(id)
    if (!below.has(id)) await fetchBelow(id)
  }
  function fold(id: string): void {
    open.delete(id)
  }

  /** Reads the top and opens the way down to a node. */
  async function reveal(chain: readonly string[]): Promise<void> {
    if (!below.has(top)) await fetchBelow(top)
    for (const id of chain) await unfold(id)
  }

  /** Reads again everything that is on screen. */
  async function reload(): Promise<void> {
    const shown = [top, ...[...open].filter((id) => below.has(id))]
    await Promise.all(shown.map(fetchBelow))
  }

  const rows = computed<TreeRow[]>(() => {
    const flat: TreeRow[] = []
    const add = (nodes: NodeSummary[], depth: number): void => {
      nodes.forEach((node, n) => {
        const isOpen = open.has(node.id)
        flat.push({ node, depth, place: n + 1, of: nodes.length, open: isOpen, waiting: waiting.has(node.id) })
        if (isOpen) add(below.get(node.id) ?? [], depth + 1)
      })
    }
    add(below.get(top) ?? [], 1)
    return flat
  })

  return { rows, ready, refusal, unfold, fold, reveal, reload }
}

/** Where the keyboard goes from a line: another line, or what is done to this one. */
export type Step = { to: number } | { unfold: string } | { fold: string } | { pick: string } | undefined

/** The keys of a tree (WAI-ARIA): up and down, right opens or enters, left closes or leaves, home, end. */
export function stepOf(rows: readonly TreeRow[], at: number, key: string): Step {
  const row = rows[at]
  if (!row) return rows.length ? { to: 0 } : undefined
  switch (key) {
    case 'ArrowDown':
      return { to: Math.min(at + 1, rows.length - 1) }
    case 'ArrowUp':
      return { to: Math.max(at - 1, 0) }
    case 'Home':
      return { to: 0 }
    case 'End':
      return { to: rows.length - 1 }
    case 'ArrowRight':
      if (!row.node.child_count) return undefined
      return row.open ? { to: Math.min(at + 1, rows.length - 1) } : { unfold: row.node.id }
    case 'ArrowLeft': {
      if (row.open) return { fold: row.node.id }
      const above = rows.slice(0, at).findLastIndex((r) => r.depth < row.depth)
      return above < 0 ? undefined : { to: above }
    }
    case 'Enter':
    case ' ':
      return { pick: row.node.id }
    default:
      return undefined
  }
}

/** The next line after `at` whose name begins with what was typed, round the end. */
export function typedTo(rows: readonly TreeRow[], at: number, typed: string): number | undefined {
  const sought = typed.toLowerCase()
  const from = typed.length > 1 ? at : at + 1
  for (let n = 0; n < rows.length; n++) {
    const index = (from + n) % rows.length
    const row = rows[index]
    if (row && (row.node.name.toLowerCase().startsWith(sought) || row.node.code.startsWith(sought))) return index
  }
  return undefined
}

/** Which lines of many are drawn: those in the window and some before and after. */
export function windowOf(top: number, height: number, row: number, count: number): { from: number; to: number } {
  const spare = 12
  const from = Math.max(0, Math.floor(top / row) - spare)
  return { from, to: Math.min(count, Math.ceil((top + height) / row) + spare) }
}
