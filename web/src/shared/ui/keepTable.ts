import { api, take } from '@/shared/api/client'
import type { Figure } from '@/shared/api/types'
import { shownOf } from './figure'

/** A cell as it goes into a file: a number is added up by a spreadsheet, anything else is text. */
export type Cell = string | number | null | undefined
/** A figure as a spreadsheet adds it up, as exact as it is shown; what is no number stays as it is worded. */
export function figureCell(figure?: Figure | null): Cell {
  const shown = shownOf(figure)
  const size = Number(shown.replace('−', '-'))
  return shown.trim() && Number.isFinite(size) ? size : shown
}

/** What goes into a file: what is on the screen, in its order and words. */
export interface Table {
  head: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** Hands bytes to the reader as a file. */
function keepFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name.replace(/[\\/:*?"<>|]/g, ' ')
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** The name a file was sent under. */
export function nameSent(disposition: string | null): string | undefined {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return coded ? decodeURIComponent(coded) : undefined
}

/** Hands a table to the reader as a file, which the server makes and names. */
export async function keepTable(name: string, format: 'csv' | 'xlsx', { head, rows }: Table): Promise<void> {
  let disposition: string | null = null
  const body = { name, format, columns: [...head], rows: rows.map((row) => row.map((cell) => cell ?? null)) }
  const call = api.POST('/api/v1/tables', { body, parseAs: 'blob' }).then((answer) => {
    disposition = answer.response.headers.get('content-disposition')
    return answer
  })
  const file = (await take(call)) as unknown as Blob
  keepFile(nameSent(disposition) ?? `${name}.${format}`, file, file.type)
}

/** How far the reading of a long list has come, and whether its reader has had enough. */
export interface Progress {
  tell: (read: number, total?: number | null) => void
  stopped: () => boolean
}

/** The most rows of a file, as the server takes them. */
export const mostRows = 100_000

/** A list too long for one file. */
export class TooLong extends Error {
  constructor(readonly count: number) {
    super(`${count}`)
  }
}

/** Every row of a list that comes in pages; nothing when the reader stopped it. */
export async function everyPage<T>(ask: (cursor?: string) => Promise<{ items: T[]; next?: string | null; total?: number | null }>, { tell, stopped }: Progress): Promise<T[] | undefined> {
  const all: T[] = []
  let cursor: string | undefined
  do {
    if (stopped()) return undefined
    const page = await ask(cursor)
    // Known from the first page on: nobody waits for a file that will be refused.
    if ((page.total ?? 0) > mostRows) throw new TooLong(page.total ?? 0)
    all.push(...page.items)
    cursor = page.next ?? undefined
    tell(all.length, page.total)
  } while (cursor)
  return stopped() ? undefined : all
}
