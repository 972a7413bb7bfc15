import type { Act, FieldDb, KeptPhoto } from './db'

// What was done on the phone goes to the server in its order. Every act bears an identity made here, so sending one
// again is answered as the first time; nothing leaves the phone's list before the server has answered. Runs in the page
// and in the service worker alike, and so knows neither.

/** Why the sending came to its end. */
export type Drained = 'empty' | 'offline' | 'signed-out' | 'later'

export type Post = (path: string, init: RequestInit) => Promise<Response>

/** How long to wait after a fault of the server, by how often it failed. */
export const pause = (tries: number) => Math.min(300_000, 2_000 * 2 ** Math.min(tries, 8))

interface Told {
  ok: boolean
  status: number
  body: Record<string, unknown> | undefined
}

async function tell(post: Post, path: string, init: RequestInit): Promise<Told | undefined> {
  try {
    const answer = await post(path, { method: 'POST', ...init, credentials: 'same-origin' })
    const body = (await answer.json().catch(() => undefined)) as Record<string, unknown> | undefined
    return { ok: answer.ok, status: answer.status, body }
  } catch {
    return undefined
  }
}

/** The server's sentences of a refusal: the whole and each field's. */
export function saidOf(body: Record<string, unknown> | undefined): string {
  const fields = Array.isArray(body?.errors) ? (body.errors as { detail?: string }[]).map((e) => e.detail) : []
  return [...new Set([body?.detail ?? body?.title, ...fields])].filter(Boolean).join(' ')
}

/** How much of a photograph is sent at once, in bytes: some seconds on a bad network, and no more than that is lost with it. */
export const PIECE = 128 * 1024

/** The photograph being sent and how much of it the server has; kept, so that the page and the service worker both tell. */
export interface Uploading {
  hash: string
  bytes: number
  size: number
}

function evidencePath(path: string, photo: KeptPhoto, more: Record<string, unknown>): string {
  const said = { ...more, taken_at: photo.takenAt, lon: photo.lon, lat: photo.lat, accuracy_m: photo.accuracy }
  const known = Object.entries(said).filter(([, value]) => value !== undefined)
  return `${path}?${new URLSearchParams(known.map(([key, value]) => [key, String(value)]))}`
}

type Outcome = 'sent' | 'refused' | Exclude<Drained, 'empty'>

/** Sorts an answer; `undefined` is no answer at all. */
function outcomeOf(told: Told | undefined): Outcome {
  if (!told) return 'offline'
  if (told.ok) return 'sent'
  if (told.status === 401) return 'signed-out'
  return told.status >= 500 || told.status === 429 || told.status === 408 ? 'later' : 'refused'
}

/**
 * Sends a photograph in pieces, beginning where the server says it stands. Whatever was lost in between, the page killed
 * or the network gone, only what has not arrived is sent.
 */
async function sendPhoto(db: FieldDb, photo: KeptPhoto, post: Post, lang: string): Promise<[Outcome, Told?]> {
  const { hash, file } = photo
  const path = `/api/v1/evidence/${hash}/pieces`
  const headers = { 'Content-Type': 'application/octet-stream', 'Accept-Language': lang }
  let told = await tell(post, path, { method: 'GET', headers: { 'Accept-Language': lang } })
  // A server of before knows no pieces and takes the whole.
  if (told?.status === 404) {
    told = await tell(post, evidencePath('/api/v1/evidence', photo, { sha256: hash }), { body: file, headers })
    return [outcomeOf(told), told]
  }
  // Each turn brings it on by a piece; a server that does not get on is asked again later.
  for (let turns = 2 * Math.ceil(file.size / PIECE) + 2; turns > 0; turns--) {
    const astray = told?.body?.code === 'wrong_offset'
    const outcome = astray ? 'sent' : outcomeOf(told)
    if (outcome !== 'sent' || told?.body?.receipt) return [outcome, told]
    const offset = Number(told?.body?.offset ?? 0)
    await db.kept.put({ key: 'uploading', value: { hash, bytes: offset, size: file.size } satisfies Uploading })
    told = await tell(post, evidencePath(path, photo, { offset, size_bytes: file.size }), { body: file.slice(offset, offset + PIECE), headers })
  }
  return ['later', told]
}

async function sendPhotos(db: FieldDb, act: Act, post: Post, lang: string): Promise<[Outcome, Told?]> {
  for (const hash of act.photos) {
    const photo = await db.photos.get(hash)
    // A photograph that is gone from the phone may still have reached the server; the act itself will tell.
    if (!photo || photo.sent) continue
    const [outcome, told] = await sendPhoto(db, photo, post, lang)
    if (outcome !== 'sent') return [outcome, told]
    await db.photos.update(hash, { sent: 1 })
    await db.kept.delete('uploading')
  }
  return ['sent']
}

async function sendAct(db: FieldDb, act: Act, post: Post, lang: string): Promise<[Outcome, Told?]> {
  const [photos, refusal] = await sendPhotos(db, act, post, lang)
  if (photos !== 'sent') return [photos, refusal]
  const before = act.after ? await db.acts.get(act.after) : undefined
  const version = act.version ?? before?.answered
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Accept-Language': lang }
  if (version !== undefined) headers['If-Match'] = `"${version}"`
  const told = await tell(post, act.path, { body: JSON.stringify(act.body), headers })
  return [outcomeOf(told), told]
}

/** How long a photograph that belongs to nothing may belong to a report still being written, in milliseconds. */
const FORGOTTEN = 30 * 86_400_000

/** Deletes photographs nothing on the phone refers to any more. */
async function sweep(db: FieldDb, now: number): Promise<void> {
  const used = new Set<string>()
  await db.acts.where('state').anyOf('waiting', 'refused').each((act) => act.photos.forEach((hash) => used.add(hash)))
  await db.drafts.each((draft) => {
    draft.door?.photos.forEach((hash) => used.add(hash))
    Object.values(draft.answers).forEach((answer) => answer.photos.forEach((hash) => used.add(hash)))
  })
  const over = (photo: KeptPhoto) => !!photo.sent || Date.parse(photo.takenAt) < now - FORGOTTEN
  await db.photos.filter((photo) => !used.has(photo.hash) && over(photo)).delete()
}

/**
 * Whether the browser's session is this account's. Somebody else may have signed in at the desk in the same browser, and
 * nobody's work is sent in another's name.
 */
async function identified(userId: string, post: Post): Promise<Exclude<Outcome, 'refused'>> {
  const told = await tell(post, '/api/v1/me', { method: 'GET' })
  const outcome = outcomeOf(told)
  if (outcome === 'sent') return told?.body?.user_id === userId ? 'sent' : 'signed-out'
  return outcome === 'refused' ? 'later' : outcome
}

/**
 * Sends what waits for one account, in the order it was done. An act that follows another waits for it; one the server
 * refuses stays with its sentence, and the others go on.
 */
export async function drain(db: FieldDb, userId: string, lang: string, { post = (path, init) => fetch(path, init), now = Date.now }: { post?: Post; now?: () => number } = {}): Promise<Drained> {
  const waiting = await db.acts.where('state').equals('waiting').filter((act) => act.userId === userId).sortBy('at')
  if (!waiting.length) return 'empty'
  const session = await identified(userId, post)
  if (session !== 'sent') return session
  let later = false
  for (const act of waiting) {
    const before = act.after ? await db.acts.get(act.after) : undefined
    if (act.nextAt > now() || (before && before.state !== 'done')) {
      later = true
      continue
    }
    const [outcome, told] = await sendAct(db, act, post, lang)
    if (outcome === 'sent') {
      const answered = typeof told?.body?.version === 'number' ? told.body.version : undefined
      // Where somebody walked is not kept on the phone for longer than it takes to send it.
      const body = act.kind === 'patrol' ? { ...act.body, fixes: [] } : act.body
      await db.acts.update(act.id, { state: 'done', doneAt: now(), answered, body, said: undefined, code: undefined, draft: undefined })
      await sweep(db, now())
    } else if (outcome === 'refused') {
      await db.acts.update(act.id, { state: 'refused', said: saidOf(told?.body), code: String(told?.body?.code ?? told?.status) })
    } else if (outcome === 'later') {
      later = true
      await db.acts.update(act.id, { tries: act.tries + 1, nextAt: now() + pause(act.tries), said: saidOf(told?.body) })
    } else {
      return outcome
    }
  }
  return later ? 'later' : 'empty'
}

let running: Promise<Drained> | undefined

/** The same, but never twice at once: neither in this page nor, where the browser has locks, in another. */
export function drainOnce(db: FieldDb, userId: string, lang: string): Promise<Drained> {
  const alone = () => drain(db, userId, lang)
  const locked = async (): Promise<Drained> => {
    if (!navigator.locks) return alone()
    return navigator.locks.request('wangge-outbox', { ifAvailable: true }, async (lock) => (lock ? alone() : 'later'))
  }
  running ??= locked().finally(() => (running = undefined))
  return running
}
