/** A piece of a text: whether it is what was searched for. */
export interface Part {
  text: string
  hit: boolean
}

/** The words of a search, apart by spaces. */
export function wordsOf(find: string): string[] {
  return find.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Cuts a text where any of the words of a search stands in it. */
export function partsOf(text: string, find: string): Part[] {
  const words = wordsOf(find)
  const low = text.toLowerCase()
  const parts: Part[] = []
  let from = 0
  while (from < text.length) {
    const hits = words.map((w) => ({ at: low.indexOf(w, from), length: w.length })).filter((h) => h.at >= 0)
    const next = hits.sort((a, b) => a.at - b.at || b.length - a.length)[0]
    if (!next) break
    if (next.at > from) parts.push({ text: text.slice(from, next.at), hit: false })
    parts.push({ text: text.slice(next.at, next.at + next.length), hit: true })
    from = next.at + next.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: false })
  return parts
}
