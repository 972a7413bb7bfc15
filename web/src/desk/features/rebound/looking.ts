export const results = ['held', 'rebounded', 'unjudged'] as const
export type Result = (typeof results)[number]

/** What a re-check still lacks, as the key of a sentence: the server holds the same rules. */
export function lackOf(result: Result | '', note: string, photos: number): 'rebound.needResult' | 'rebound.needWhy' | 'rebound.needPhoto' | undefined {
  if (!result) return 'rebound.needResult'
  if (result === 'unjudged') return note.trim() ? undefined : 'rebound.needWhy'
  return photos ? undefined : 'rebound.needPhoto'
}
