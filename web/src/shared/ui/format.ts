import { currentLang } from '@/shared/i18n'

let zone = 'Asia/Shanghai'

/** Times are shown in the campaign's zone, wherever the reader's computer stands. */
export function showTimesIn(name: string): void {
  zone = name
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(kind: 'day' | 'minute' | 'short' | 'shortMinute'): Intl.DateTimeFormat {
  const lang = currentLang()
  const key = `${lang} ${zone} ${kind}`
  const known = formats.get(key)
  if (known) return known
  const month = lang === 'en' ? 'short' : 'numeric'
  const day: Intl.DateTimeFormatOptions = { timeZone: zone, month, day: 'numeric' }
  if (!kind.startsWith('short')) day.year = 'numeric'
  if (kind.toLowerCase().endsWith('minute')) Object.assign(day, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (kind !== 'short' && lang === 'zh-CN') Object.assign(day, { month: 'long' })
  const made = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'zh-CN', day)
  formats.set(key, made)
  return made
}

/** A calendar day ("2026-11-24") stands for itself; a moment is taken in the campaign's zone. */
function moment(text: string): Date {
  return new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T12:00:00+08:00` : text)
}

export function showDay(text?: string | null): string {
  return text ? format('day').format(moment(text)) : '—'
}

export function showShortDay(text?: string | null): string {
  return text ? format('short').format(moment(text)) : '—'
}

/** Day and minute without the year, for tables. */
export function showShortMinute(text?: string | null): string {
  return text ? format('shortMinute').format(moment(text)) : '—'
}

export function showMinute(text?: string | null): string {
  return text ? format('minute').format(moment(text)) : '—'
}

/** The calendar day of a moment in the campaign's zone, as machines write it: 2026-11-24. */
export function dayOf(text: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(moment(text))
}

/** The moment of a day and minute written in the campaign's zone (`2026-11-24T08:00`), as machines write it. */
export function momentOf(local: string): string | undefined {
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) return undefined
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  // What the clocks there show at a moment, told as if it were UTC: the difference is how far ahead they are.
  const ahead = (at: number) => Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at
  // Asked twice, so that it also holds in the hours after clocks were put forward or back.
  return new Date(wall - ahead(wall - ahead(wall))).toISOString()
}

/** A calendar day so many days later or earlier: `2026-12-01` and −1 is `2026-11-30`. */
export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}

/** Where something lies, without the district that all of it lies in. */
export function placeOf(chain: string): string {
  const links = chain.split(' / ')
  return links.length > 2 ? links.slice(1).join(' / ') : chain
}

/** A span of time in its two largest units; `over` when the moment has passed. */
export interface Span {
  over: boolean
  days: number
  hours: number
  minutes: number
}

export function spanTo(until: string, now: number): Span {
  const ms = Date.parse(until) - now
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  return { over: ms < 0, days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 }
}

/** Monday of an ISO week as milliseconds UTC, or nothing when the year has no such week. */
function mondayOf(week: string): number | undefined {
  const parts = /^(\d{4})-W(\d\d)$/.exec(week)
  if (!parts) return undefined
  const year = Number(parts[1])
  const fourth = new Date(Date.UTC(year, 0, 4))
  const first = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000
  const monday = first + (Number(parts[2]) - 1) * 7 * 86_400_000
  return weekOf(new Date(monday)) === week ? monday : undefined
}

/** The ISO week ("2026-W47") a day lies in. */
export function weekOf(day: Date): string {
  const thursday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()))
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7))
  const year = thursday.getUTCFullYear()
  const number = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000))
  return `${year}-W${String(number).padStart(2, '0')}`
}

/** The week `by` weeks later (or earlier, when negative). */
export function shiftWeek(week: string, by: number): string {
  const monday = mondayOf(week)
  return monday === undefined ? week : weekOf(new Date(monday + by * 7 * 86_400_000))
}

/** "2026-W47" as a person says it. */
export function showWeek(week: string): string {
  const parts = /^(\d{4})-W(\d\d)$/.exec(week)
  const monday = mondayOf(week)
  if (!parts || monday === undefined) return week
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const span = `${showShortDay(iso(monday))}–${showShortDay(iso(monday + 6 * 86_400_000))}`
  return currentLang() === 'en' ? `Week ${Number(parts[2])}, ${parts[1]} · ${span}` : `${parts[1]}年第${Number(parts[2])}周 · ${span}`
}

/** The last `count` weeks up to and with the one `today` lies in, newest first. */
export function lastWeeks(today: string, count: number): string[] {
  const now = weekOf(new Date(`${today}T00:00:00Z`))
  return Array.from({ length: count }, (_, n) => shiftWeek(now, -n))
}
