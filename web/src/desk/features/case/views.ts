/** A filter of the list of cases under a name. */
export interface View {
  name: string
  query: string
}

const key = 'wangge.case.views'

/** The views kept on this computer; what cannot be read is none. */
export function keptViews(): View[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    const sound = (v: unknown): v is View => typeof (v as View)?.name === 'string' && typeof (v as View)?.query === 'string'
    return Array.isArray(read) ? read.filter(sound) : []
  } catch {
    return []
  }
}

export function keepViews(views: readonly View[]): void {
  localStorage.setItem(key, JSON.stringify(views))
}
