import { liveQuery } from 'dexie'
import { computed, readonly, ref, shallowRef } from 'vue'
import { api, onSignedOut, take } from '@/shared/api/client'
import { newId } from '@/shared/api/newId'
import { Refusal } from '@/shared/api/refusal'
import { currentLang } from '@/shared/i18n'
import { fieldWorker, forgetBrowser } from '@/shared/notice/usePush'
import { showTimesIn } from '@/shared/ui/format'
import { assignedOf, download, lastUser, type Assigned } from './assigned'
import { db, type Act, type Draft } from './db'
import { drainOnce, type Drained, type Uploading } from './outbox'

// The state of the field app: who works on this phone, what was downloaded, and what waits to be sent. All of it is read
// from the phone first, so the app opens the same with a network and without.

const assigned = shallowRef<Assigned>()
const signedOut = ref(false)
const ready = ref(false)
const downloading = ref<number>()
const fault = shallowRef<Refusal>()
const online = ref(navigator.onLine)
const sending = ref(false)
const last = ref<Drained>('empty')
const acts = shallowRef<Act[]>([])
const drafts = shallowRef<Draft[]>([])
const bytes = ref(0)
const uploading = shallowRef<Uploading>()
const space = shallowRef<{ used: number; of: number }>()

const me = computed(() => assigned.value?.me)
const waiting = computed(() => acts.value.filter((a) => a.state === 'waiting'))
const refused = computed(() => acts.value.filter((a) => a.state === 'refused'))
const done = computed(() => acts.value.filter((a) => a.state === 'done'))

/** How long what was sent stays in the list. */
const REMEMBERED = 3 * 86_400_000
/** Whether photographs wait for Wi-Fi. */
const wifiKey = 'wangge.field.wifi'
const connection = () => (navigator as { connection?: { type?: string; addEventListener?: (kind: string, act: () => void) => void } }).connection
export const knowsWifi = () => connection()?.type !== undefined
const wifiOnly = ref(localStorage.getItem(wifiKey) === 'yes')
const heldBack = computed(() => wifiOnly.value && connection()?.type === 'cellular')

onSignedOut(() => (signedOut.value = true))

function takeIn(fresh: Assigned): void {
  assigned.value = fresh
  showTimesIn(fresh.me.campaign.zone)
}

/** Reads the phone. Called once, before the first view. */
async function begin(): Promise<void> {
  liveQuery(() => db.acts.orderBy('at').toArray()).subscribe({ next: (now) => (acts.value = now), error: (cause) => console.error(cause) })
  liveQuery(() => db.drafts.toArray()).subscribe({ next: (now) => (drafts.value = now), error: (cause) => console.error(cause) })
  liveQuery(async () => {
    let sum = 0
    await db.photos.where('sent').equals(0).each((photo) => (sum += photo.file.size))
    return sum
  }).subscribe({ next: (now) => (bytes.value = now), error: (cause) => console.error(cause) })
  liveQuery(() => db.kept.get('uploading')).subscribe({ next: (now) => (uploading.value = now?.value as Uploading | undefined), error: (cause) => console.error(cause) })
  const user = await lastUser()
  const kept = user && (await assignedOf(user.id))
  if (kept) takeIn(kept)
  ready.value = true
  await db.acts.where('state').equals('done').filter((act) => (act.doneAt ?? 0) < Date.now() - REMEMBERED).delete()
  window.addEventListener('online', () => ((online.value = true), void send()))
  window.addEventListener('offline', () => (online.value = false))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void send())
  connection()?.addEventListener?.('change', () => void send())
  setInterval(() => void send(), 30_000)
  void measure()
  if (kept) void send()
}

/** Downloads everything anew; what was there stays when that fails. */
async function refresh(): Promise<void> {
  if (downloading.value !== undefined) return
  downloading.value = 0
  fault.value = undefined
  try {
    takeIn(await download((share) => (downloading.value = share)))
    signedOut.value = false
  } catch (cause) {
    fault.value = cause instanceof Refusal ? cause : new Refusal('fault')
    if (!(cause instanceof Refusal)) console.error(cause)
  } finally {
    downloading.value = undefined
    void measure()
  }
}

/** Sends what waits, if something does and may. */
async function send(): Promise<void> {
  const user = me.value?.user_id
  if (!user || heldBack.value) return
  const mine = await db.acts.where('state').equals('waiting').filter((act) => act.userId === user).count()
  if (!mine) return
  sending.value = true
  try {
    last.value = await drainOnce(db, user, currentLang())
    if (last.value === 'signed-out') signedOut.value = true
    if (last.value === 'empty') void refresh()
  } finally {
    sending.value = false
    void measure()
  }
}

/** Asks the service worker to go on sending when the network comes back, where the browser can. */
async function sendLater(): Promise<void> {
  const worker = (await navigator.serviceWorker?.getRegistration('/field')) as (ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } }) | undefined
  await worker?.sync?.register('wangge-outbox').catch(() => undefined)
}

export type NewAct = Pick<Act, 'kind' | 'title' | 'path' | 'body' | 'photos'> & Partial<Pick<Act, 'id' | 'version' | 'after' | 'draft'>>

/** Puts an act into the queue. Once this returns, it outlives the page, the browser and the phone's restart. */
async function put(act: NewAct): Promise<string> {
  const user = me.value
  if (!user) throw new Refusal('signed-out')
  const id = act.id ?? newId()
  const whole: Act = { ...act, id, userId: user.user_id, userName: user.name, at: Date.now(), state: 'waiting', tries: 0, nextAt: 0 }
  await db.transaction('rw', db.acts, db.drafts, async () => {
    await db.acts.put(JSON.parse(JSON.stringify(whole)) as Act)
    if (act.draft) await db.drafts.delete(act.draft.id)
  })
  void sendLater()
  void send()
  return id
}

/** Tries a refused act once more. */
async function retry(act: Act): Promise<void> {
  await db.acts.update(act.id, { state: 'waiting', nextAt: 0, said: undefined, code: undefined })
  await send()
}

/** Opens a refused visit again; it stays out of the queue until it is submitted anew. */
async function reopen(act: Act): Promise<Draft | undefined> {
  const { draft } = act
  if (!draft) return undefined
  await db.transaction('rw', db.acts, db.drafts, async () => {
    await db.drafts.put({ ...draft, updatedAt: Date.now() })
    await db.acts.delete(act.id)
  })
  return draft
}

async function discard(act: Act): Promise<void> {
  await db.acts.delete(act.id)
}

async function signIn(login: string, password: string): Promise<void> {
  await take(api.POST('/api/v1/session', { body: { login, password } }))
  signedOut.value = false
  await refresh()
  if (fault.value) throw fault.value
  await navigator.storage?.persist?.().catch(() => false)
  void send()
}

/** Ends the session. The queue stays on the phone until its owner signs in again. */
async function signOut(): Promise<void> {
  await forgetBrowser(fieldWorker)
  await take(api.DELETE('/api/v1/session')).catch(() => undefined)
  await db.kept.delete('last-user')
  assigned.value = undefined
}

async function measure(): Promise<void> {
  const told = await navigator.storage?.estimate?.().catch(() => undefined)
  if (told?.quota) space.value = { used: told.usage ?? 0, of: told.quota }
}

function waitForWifi(on: boolean): void {
  wifiOnly.value = on
  localStorage.setItem(wifiKey, on ? 'yes' : 'no')
  if (!on) void send()
}

export function useField() {
  return {
    ready: readonly(ready), assigned, me, signedOut: readonly(signedOut), online: readonly(online), downloading: readonly(downloading), fault,
    acts, waiting, refused, done, drafts, bytes: readonly(bytes), uploading, space, sending: readonly(sending), last: readonly(last),
    wifiOnly: readonly(wifiOnly), heldBack, begin, refresh, send, put, retry, reopen, discard, signIn, signOut, waitForWifi,
  }
}
