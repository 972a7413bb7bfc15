import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { Loaded } from './useLoad'
import type { Change } from './types'

// One stream for the whole desk, and only while somebody listens and the page is in sight: a browser allows
// few connections to one server, and a dozen forgotten tabs would use them all up. Coming back, the stream
// is taken up after the last event heard of.

/** Which changes somebody wants to hear of: of a noun, of several, or by a question of their own. */
export type Wanted = string | readonly string[] | ((change: Change) => boolean)

/** What is told: the changes, or that so much was missed that everything shown may be old. */
export interface News {
  changes: Change[]
  lost: boolean
  /** Whether it happened while the page was out of sight or the line was broken. */
  missed: boolean
}

interface Listener {
  wants: (change: Change) => boolean
  tell: (news: News) => void
}

const longestPause = 60_000
const gatherMs = 60
const listeners = new Set<Listener>()
let source: EventSource | undefined
let last: string | undefined
let failures = 0
let pausing: ReturnType<typeof setTimeout> | undefined
let gathering: ReturnType<typeof setTimeout> | undefined
let catchingUp = false
let heard: Change[] = []
let lost = false
let whenBroken: () => void = () => undefined

/** Names what to do when the line breaks and stays broken: the session may be over. */
export function onBroken(act: () => void): void {
  whenBroken = act
}

function wants(wanted: Wanted): (change: Change) => boolean {
  if (typeof wanted === 'function') return wanted
  return typeof wanted === 'string' ? (c) => c.noun === wanted : (c) => wanted.includes(c.noun)
}

function tell(): void {
  gathering = undefined
  const [changes, all, missed] = [heard, lost, catchingUp]
  ;[heard, lost] = [[], false]
  for (const listener of [...listeners]) {
    const theirs = changes.filter(listener.wants)
    if (theirs.length || all) listener.tell({ changes: theirs, lost: all, missed })
  }
}

function note(event: MessageEvent<string>): void {
  if (event.lastEventId) last = event.lastEventId
  if (event.type === 'change') heard.push(JSON.parse(event.data) as Change)
  else if (event.type === 'lost') lost = true
  if (event.type === 'beat') {
    // Whatever was missed has been said before the first beat.
    if (gathering) tell()
    catchingUp = false
  } else gathering ??= setTimeout(tell, gatherMs)
}

function connect(): void {
  pausing = undefined
  if (source || !listeners.size || document.hidden) return
  catchingUp = last !== undefined
  source = new EventSource(last ? `/api/v1/stream?after=${last}` : '/api/v1/stream')
  source.onopen = () => {
    failures = 0
    // A line that was busy all the time sends no beat at once.
    setTimeout(() => (catchingUp = false), 1500)
  }
  for (const name of ['change', 'lost', 'beat']) source.addEventListener(name, note as EventListener)
  source.onerror = broken
}

/** The browser tries again by itself while it may; a refused stream is begun anew, later each time. */
function broken(): void {
  if (source?.readyState !== EventSource.CLOSED) {
    catchingUp = true
    return
  }
  hangUp()
  failures++
  if (failures === 1) whenBroken()
  pausing = setTimeout(connect, Math.min(longestPause, 1000 * 2 ** failures))
}

function hangUp(): void {
  source?.close()
  source = undefined
  clearTimeout(pausing)
  pausing = undefined
}

function inSight(): void {
  if (document.hidden) hangUp()
  else if (!pausing) connect()
}

/** Hears of changes as they happen, for as long as the page that asks is there. */
export function useLive(wanted: Wanted, onChange: (news: News) => void): void {
  const listener = { wants: wants(wanted), tell: onChange }
  if (!listeners.size) document.addEventListener('visibilitychange', inSight)
  listeners.add(listener)
  if (!pausing) connect()
  onScopeDispose(() => {
    listeners.delete(listener)
    if (listeners.size) return
    document.removeEventListener('visibilitychange', inSight)
    // Going from page to page leaves nobody listening for a moment.
    setTimeout(() => !listeners.size && hangUp(), 500)
  })
}

/** What another did; one's own deeds are on the page already, unless they were done in another window. */
function others(news: News): Change[] {
  return news.changes.filter((c) => !c.own || news.missed)
}

/**
 * For a list: nothing moves; how many things changed is counted until the reader wants to see them or the
 * list is read anew anyway. A count below zero says that it is unknown how many.
 */
export function useNews(wanted: Wanted, loaded: Pick<Loaded<unknown>, 'data' | 'reload'>): { news: Ref<number>; show: () => Promise<void> } {
  const news = ref(0)
  const subjects = new Set<string>()
  useLive(wanted, (told) => {
    for (const change of others(told)) subjects.add(change.id)
    if (told.lost) news.value = -1
    else if (news.value >= 0) news.value = subjects.size
  })
  const settle = () => {
    subjects.clear()
    news.value = 0
  }
  watch(loaded.data, settle)
  return { news, show: () => loaded.reload() }
}

/**
 * For figures and single things: read anew in place, at most every `pause` milliseconds, and not while the
 * reader is at work on them (`held`); then once they are done.
 */
export function useFresh(wanted: Wanted, loaded: Pick<Loaded<unknown>, 'reload'>, { held = () => false, pause = 1000 }: { held?: () => boolean; pause?: number } = {}): void {
  let due = false
  let resting: ReturnType<typeof setTimeout> | undefined
  function refresh(): void {
    if (held() || resting) {
      due = true
      return
    }
    due = false
    void loaded.reload()
    resting = setTimeout(() => {
      resting = undefined
      if (due) refresh()
    }, pause)
  }
  useLive(wanted, (told) => {
    if (told.lost || others(told).length) refresh()
  })
  watch(held, (at) => !at && due && refresh())
  onScopeDispose(() => clearTimeout(resting))
}
