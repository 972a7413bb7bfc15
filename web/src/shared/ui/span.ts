/** A length of time in its two largest units, as keys and numbers for the words of a language. */
export function lengthOf(minutes: number): { key: 'stage.days' | 'stage.hours' | 'stage.minutes'; days: number; hours: number; minutes: number } {
  const whole = Math.max(0, Math.round(minutes))
  const key = whole >= 1440 ? 'stage.days' : whole >= 60 ? 'stage.hours' : 'stage.minutes'
  return { key, days: Math.floor(whole / 1440), hours: Math.floor((whole % 1440) / 60), minutes: whole % 60 }
}
