const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A table as CSV that spreadsheets open in the right encoding; a cell never becomes a formula. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const safe = (cell: string) => (/^[=+@\t\r-]/.test(cell) && !/^-?[\d.]+$/.test(cell) ? `'${cell}` : cell)
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(safe(cell))).join(',')).join('\r\n')}\r\n`
}

/** Hands bytes to the reader as a file. */
export function keepFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** Hands a table to the reader as a CSV file. */
export function keepCsv(name: string, rows: readonly (readonly string[])[]): void {
  keepFile(`${name}.csv`, csvOf(rows), 'text/csv;charset=utf-8')
}
