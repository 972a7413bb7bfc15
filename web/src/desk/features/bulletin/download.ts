/** Hands a page over as a file, whole in itself. */
export function download(html: string, name: string): void {
  const address = URL.createObjectURL(new Blob([html], { type: 'text/html;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name.replace(/[\\/:*?"<>|]/g, ' ')}.html`
  link.click()
  URL.revokeObjectURL(address)
}
