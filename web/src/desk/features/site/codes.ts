/** How many labels stand on an A4 page, and how. */
export interface Sheet {
  columns: number
  rows: number
}

export const sheets: Record<string, Sheet> = { '8': { columns: 2, rows: 4 }, '12': { columns: 2, rows: 6 }, '24': { columns: 3, rows: 8 } }

/** The things a page at a time; every one on exactly one page. */
export function pagesOf<T>(things: T[], sheet: Sheet): T[][] {
  const size = sheet.columns * sheet.rows
  return Array.from({ length: Math.ceil(things.length / size) }, (_, n) => things.slice(n * size, (n + 1) * size))
}

/** The link a site's printed code stands for, the same for as long as the site has its code. */
export function linkOf(base: string, code: string): string {
  return `${base.trim().replace(/\/+$/, '')}/s/${encodeURIComponent(code)}`
}
