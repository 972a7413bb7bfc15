import type { OrganisationClass, OrganisationNode } from '@/shared/api/types'

/** A node with the nodes below it. */
export interface Branch {
  node: OrganisationNode & { id: string }
  below: Branch[]
}

const texts = (n: OrganisationNode) => [n.node.name, n.node.code, ...n.leaders, ...n.workers, n.unit?.name ?? '', n.head ?? '']
const has = (words: readonly string[], q: string) => words.some((w) => w.toLowerCase().includes(q))

/** The nodes as a tree; with words sought, only branches that hold them, and the way down to them. */
export function branchesOf(nodes: readonly OrganisationNode[], sought = ''): Branch[] {
  const q = sought.trim().toLowerCase()
  const known = new Map<string, Branch>(nodes.map((n) => [n.node.code, { node: { ...n, id: n.node.id }, below: [] }]))
  const tops: Branch[] = []
  for (const n of nodes) {
    const branch = known.get(n.node.code) as Branch
    const above = n.above ? known.get(n.above) : undefined
    ;(above ? above.below : tops).push(branch)
  }
  if (!q) return tops
  const kept = (branch: Branch): Branch[] => {
    const below = branch.below.flatMap(kept)
    return below.length || has(texts(branch.node), q) ? [{ ...branch, below }] : []
  }
  return tops.flatMap(kept)
}

/** The classes with the units whose name, code or head is sought. */
export function matchingUnits(classes: readonly OrganisationClass[], sought = ''): OrganisationClass[] {
  const q = sought.trim().toLowerCase()
  const wanted = (c: OrganisationClass) => ({ ...c, units: c.units.filter((u) => !q || has([u.unit.name, u.unit.code, u.head?.name ?? ''], q)) })
  return classes.map(wanted).filter((c) => c.units.length)
}
