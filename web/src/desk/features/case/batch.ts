import type { CaseSummary } from '@/shared/api/types'
import type { CaseAction } from './actions'

/** What can be done to many cases at once, and in which states. */
export const batches = {
  filing: ['reported'],
  dispatch: ['filed'],
  reminder: ['dispatched', 'in_hand'],
  extension: ['dispatched', 'in_hand'],
} as const satisfies Partial<Record<CaseAction, readonly CaseSummary['state'][]>>
export type Batch = keyof typeof batches

/** The cases among these to which it can be done. */
export function fitting(deed: Batch, cases: readonly CaseSummary[]): CaseSummary[] {
  return cases.filter((c) => (batches[deed] as readonly string[]).includes(c.state))
}

/** What became of one case of many. */
export interface RowResult {
  id: string
  name: string
  state: 'waiting' | 'doing' | 'done' | 'refused'
  /** Why it was refused, or what came of it. */
  text: string
  /** The version the step rests on: the one it was tried on, kept while it is unknown whether it was done. */
  version?: number
}

/** The rows of a batch before it begins. */
export function waitingRows(cases: readonly CaseSummary[], nameless: string): RowResult[] {
  return cases.map((c) => ({ id: c.id, name: `${c.number ?? nameless} ${c.description}`, state: 'waiting', text: '' }))
}

/**
 * Does something to each row, one after another, so that a refusal of one leaves the others; `stopped` is asked
 * before each. Rows that are done already are passed over, so that what was refused can be tried again.
 */
export async function doRows(rows: RowResult[], deed: (row: RowResult) => Promise<string>, stopped: () => boolean, sentence: (cause: unknown) => string): Promise<void> {
  for (const row of rows) {
    if (stopped()) return
    if (row.state === 'done') continue
    row.state = 'doing'
    row.text = ''
    try {
      row.text = await deed(row)
      row.state = 'done'
    } catch (cause) {
      row.text = sentence(cause)
      row.state = 'refused'
    }
  }
}
