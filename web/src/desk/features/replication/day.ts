/** A local day as the server writes it. */
export function dayOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** The local day so many days later. */
export function daysLater(at: Date, days: number): string {
  return dayOf(new Date(at.getFullYear(), at.getMonth(), at.getDate() + days))
}
