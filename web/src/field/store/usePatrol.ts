import { computed, readonly, ref, shallowRef } from 'vue'
import { newId } from '@/shared/api/newId'
import type { PatrolDutyLine, PatrolRules } from '@/shared/api/types'
import { i18n } from '@/shared/i18n'
import { db, type KeptFix, type KeptPatrol } from './db'
import { metresBetween } from './place'
import { useField } from './useField'
import { legsOf, lengthOf } from './walk'

// The patrol on this phone. Its place is asked for between the beginning and the end and at no other time; every fix is
// on the phone before it is shown, so a phone that dies loses at most the last steps.

const patrol = shallowRef<KeptPatrol>()
const fixes = shallowRef<KeptFix[]>([])
const recording = ref(false)
const denied = ref(false)
const unsure = ref(false)
let watching: number | undefined
let awake: { release: () => Promise<void> } | undefined

/** A phone standing still tells its place every second; these say what is worth keeping. */
const APART_M = 8
const APART_MS = 10_000
/** So many fixes make a piece, sent while the patrol goes on. */
const PIECE = 300
const LONGEST_MS = 24 * 3_600_000

async function keep(position: GeolocationPosition): Promise<void> {
  const now = patrol.value
  if (!now || now.endedAt) return
  denied.value = false
  const { longitude: lon, latitude: lat, accuracy } = position.coords
  const last = fixes.value.at(-1)
  const age = position.timestamp - (last ? Date.parse(last.at) : Date.parse(now.begunAt))
  if (age < 0 || (last && age < APART_MS && (age < 2_000 || metresBetween(last, { lon, lat }) < APART_M))) return
  if (position.timestamp - Date.parse(now.begunAt) > LONGEST_MS) return
  const fix: KeptFix = { patrolId: now.id, lon, lat, accuracy_m: Math.round(accuracy), at: new Date(position.timestamp).toISOString() }
  unsure.value = fix.accuracy_m > now.rules.accuracy_m
  fix.n = await db.fixes.add(fix)
  fixes.value = [...fixes.value, fix]
  if (fixes.value.length - now.sent >= PIECE) await pass(now)
}

/** Puts what was not sent yet into the outbox, the end with it once there is one. */
async function pass(now: KeptPatrol): Promise<void> {
  const rest = fixes.value.slice(now.sent)
  const after = { ...now, sent: fixes.value.length }
  const body = {
    id: now.id, node_id: now.node.id, begun_at: now.begunAt, ...(now.endedAt ? { ended_at: now.endedAt } : {}),
    fixes: rest.map(({ lon, lat, accuracy_m, at }) => ({ lon, lat, accuracy_m, at })), case_ids: now.caseIds,
  }
  const title = i18n.global.t(now.endedAt ? 'patrol.actEnd' : 'patrol.actPiece', { name: now.node.name })
  await useField().put({ kind: 'patrol', title, path: '/api/v1/patrols', body, photos: [] })
  await db.patrols.put(JSON.parse(JSON.stringify(after)) as KeptPatrol)
  patrol.value = after
}

function watch(): void {
  if (!navigator.geolocation || watching !== undefined) return
  recording.value = true
  let order = Promise.resolve()
  const told = (position: GeolocationPosition) => void (order = order.then(() => keep(position)).catch((cause: unknown) => console.error(cause)))
  watching = navigator.geolocation.watchPosition(told, (error) => (denied.value = error.code === error.PERMISSION_DENIED), { enableHighAccuracy: true, maximumAge: 0, timeout: 60_000 })
  void stayAwake()
}
async function stayAwake(): Promise<void> {
  const lock = (navigator as { wakeLock?: { request: (kind: 'screen') => Promise<{ release: () => Promise<void> }> } }).wakeLock
  awake = recording.value && document.visibilityState === 'visible' ? await lock?.request('screen').catch(() => undefined) : undefined
}
document.addEventListener('visibilitychange', () => recording.value && void stayAwake())

function stop(): void {
  if (watching !== undefined) navigator.geolocation.clearWatch(watching)
  watching = undefined
  recording.value = false
  void awake?.release().catch(() => undefined)
  awake = undefined
}

/** Reads what this phone has of the account's patrol; a patrol that was interrupted waits to be gone on with or ended. */
async function load(userId: string): Promise<void> {
  if (recording.value && patrol.value?.userId === userId) return
  const kept = await db.patrols.where('userId').equals(userId).toArray()
  const day = Date.now() - 86_400_000
  for (const old of kept.filter((p) => p.endedAt && Date.parse(p.endedAt) < day)) {
    await db.transaction('rw', db.patrols, db.fixes, () => Promise.all([db.fixes.where('patrolId').equals(old.id).delete(), db.patrols.delete(old.id)]))
  }
  const open = kept.find((p) => !p.endedAt)
  patrol.value = open
  fixes.value = open ? await db.fixes.where('patrolId').equals(open.id).sortBy('n') : []
}

async function begin(line: PatrolDutyLine, rules: PatrolRules): Promise<void> {
  const user = useField().me.value
  if (!user || patrol.value) return
  const { node, place, boundary, lattice } = line
  const fresh: KeptPatrol = { id: newId(), userId: user.user_id, node: { ...node, place }, boundary, lattice, rules, begunAt: new Date().toISOString(), sent: 0, caseIds: [] }
  await db.patrols.put(JSON.parse(JSON.stringify(fresh)) as KeptPatrol)
  fixes.value = []
  patrol.value = fresh
  watch()
}

/** Ends the patrol: now where it was being recorded, else at the last place it was known to be. */
async function end(): Promise<KeptPatrol | undefined> {
  const now = patrol.value
  if (!now) return undefined
  const last = fixes.value.at(-1)?.at ?? now.begunAt
  const latest = Date.parse(now.begunAt) + LONGEST_MS
  const at = recording.value ? new Date(Math.min(Date.now(), latest)).toISOString() : last
  stop()
  const ended = { ...now, endedAt: at < last ? last : at, lengthM: lengthOf(legsOf(fixes.value, now.rules)) }
  await pass(ended)
  const left = patrol.value
  patrol.value = undefined
  return left
}

/** Notes a case reported from within the patrol. */
async function found(caseId: string): Promise<void> {
  const now = patrol.value
  if (!now) return
  const after = { ...now, caseIds: [...now.caseIds, caseId] }
  patrol.value = after
  await db.patrols.put(JSON.parse(JSON.stringify(after)) as KeptPatrol)
}

export function usePatrol() {
  return {
    patrol: readonly(patrol) as Readonly<typeof patrol>, fixes, recording: readonly(recording), denied: readonly(denied), unsure: readonly(unsure),
    interrupted: computed(() => !!patrol.value && !recording.value), load, begin, goOn: watch, end, found,
  }
}
