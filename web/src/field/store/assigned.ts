import { api, take } from '@/shared/api/client'
import type { CaseDetail, CaseSummary, DistrictMap, DriveDuties, ItemView, Me, PatrolDuties, ReCheckDue, RoundSummary, SiteHints, SiteSummary } from '@/shared/api/types'
import { currentLang } from '@/shared/i18n'
import { photoUrl } from '@/shared/photo/photo'
import { db } from './db'

// Everything an account needs for days without a network, in one piece: what is assigned, with the edition it is judged
// by, and the cases it works on. A new download replaces the whole only once all of it has arrived.

export interface AssignedRound {
  round: RoundSummary
  siteIds: string[]
  visitedIds: string[]
  /** What was found last time, where the round shows it. */
  hints?: SiteHints[]
}

export interface Assigned {
  at: string
  me: Me
  rounds: AssignedRound[]
  sites: SiteSummary[]
  /** Items by edition and site type: `edition/type`. */
  items: Record<string, ItemView[]>
  /** The keys of `items` whose sites ask for a photograph of the door-head first. */
  doors?: string[]
  cases: CaseDetail[]
  map?: DistrictMap
  /** What is to be walked, for whoever walks. */
  duties?: PatrolDuties
  /** The drives under way, for whoever reports in them. */
  drives?: DriveDuties
  /** What is open in the nodes of whoever walks, the most urgent first. */
  open?: CaseSummary[]
  /** The closed cases to be looked at again, with photographs of what was found. */
  reChecks?: KeptReCheck[]
}

/** A closed case to be looked at again, and the photographs of what was found there. */
export type KeptReCheck = ReCheckDue & { befores: string[] }

/** The most cases taken along; the most urgent first. */
const CASES = 60
const keyOf = (userId: string) => `assigned:${userId}`
export const itemsKey = (editionId: string, type: string) => `${editionId}/${type}`

async function allSites(): Promise<SiteSummary[]> {
  const sites: SiteSummary[] = []
  let cursor: string | undefined
  do {
    const page = await take(api.GET('/api/v1/sites', { params: { query: { cursor, limit: 200 } } }))
    sites.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return sites
}

async function roundsOf(me: Me): Promise<AssignedRound[]> {
  if (!me.may.includes('submit_visit') || !me.person_id) return []
  const { items } = await take(api.GET('/api/v1/rounds'))
  const rounds: AssignedRound[] = []
  for (const round of items.filter((r) => r.state === 'open')) {
    const { assignments } = await take(api.GET('/api/v1/rounds/{id}', { params: { path: { id: round.id } } }))
    const mine = assignments.filter((a) => a.inspectors.some((i) => i.id === me.person_id))
    if (!mine.length) continue
    const hints = round.settings.hints ? (await take(api.GET('/api/v1/rounds/{id}/hints', { params: { path: { id: round.id } } }))).items : []
    rounds.push({ round, siteIds: mine.map((a) => a.site.id), visitedIds: mine.filter((a) => a.visited).map((a) => a.site.id), hints })
  }
  return rounds
}

async function casesOf(me: Me): Promise<CaseDetail[]> {
  const works = me.may.includes('rectify_case')
  const checks = me.may.includes('check_case')
  if (!works && !checks) return []
  const query = works ? ({ mine: true, open: true } as const) : ({ checkable: true } as const)
  const { items } = await take(api.GET('/api/v1/cases', { params: { query: { ...query, sort: 'deadline', limit: CASES, counts: false } } }))
  return Promise.all(items.map((c: CaseSummary) => take(api.GET('/api/v1/cases/{id}', { params: { path: { id: c.id } } }))))
}

/** The most closed cases taken along to be looked at again. */
const RE_CHECKS = 100

async function reChecksOf(me: Me): Promise<KeptReCheck[]> {
  if (!me.may.includes('re_check_case')) return []
  const { items } = await take(api.GET('/api/v1/re-checks', { params: { query: { mine: true, limit: RE_CHECKS } } }))
  return items.map((c) => ({ ...c, befores: c.photos.slice(0, 2).map((p) => p.sha256) }))
}

/** The most open cases of the nodes taken along. */
const OPEN = 200

async function patrolsOf(me: Me): Promise<Pick<Assigned, 'duties' | 'open'>> {
  if (!me.may.includes('make_patrol')) return {}
  const duties = await take(api.GET('/api/v1/patrols/duties'))
  const { items: open } = await take(api.GET('/api/v1/cases', { params: { query: { open: true, sort: 'deadline', limit: OPEN, counts: false } } }))
  return { duties, open }
}

async function drivesOf(me: Me): Promise<Pick<Assigned, 'drives'>> {
  return me.may.includes('report_drive') ? { drives: await take(api.GET('/api/v1/drives/duties')) } : {}
}

/** Downloads everything, and says how far it is from 0 to 1. */
export async function download(progress: (share: number) => void = () => undefined): Promise<Assigned> {
  const me = await take(api.GET('/api/v1/me'))
  progress(0.1)
  const rounds = await roundsOf(me)
  progress(0.3)
  const sites = await allSites()
  progress(0.5)
  const items: Record<string, ItemView[]> = {}
  const doors = new Set<string>()
  for (const { round, siteIds } of rounds) {
    const edition = await take(api.GET('/api/v1/editions/{id}', { params: { path: { id: round.edition.id } } }))
    for (const type of edition.site_types) if (type.door_photo) doors.add(itemsKey(round.edition.id, type.code))
    const types = new Set(sites.filter((s) => siteIds.includes(s.id)).map((s) => s.type.code))
    for (const type of types) {
      items[itemsKey(round.edition.id, type)] ??= (await take(api.GET('/api/v1/editions/{id}/items', { params: { path: { id: round.edition.id }, query: { type } } }))).items
    }
  }
  progress(0.7)
  const cases = await casesOf(me)
  const reChecks = await reChecksOf(me)
  progress(0.85)
  const map = await take(api.GET('/api/v1/map')).catch(() => undefined)
  const assigned: Assigned = { at: new Date().toISOString(), me, rounds, sites, items, doors: [...doors], cases, reChecks, map, ...(await patrolsOf(me)), ...(await drivesOf(me)) }
  await db.kept.put({ key: keyOf(me.user_id), value: assigned })
  await db.kept.put({ key: 'last-user', value: { id: me.user_id, name: me.name } })
  await db.kept.put({ key: 'lang', value: currentLang() })
  void keepBefore(cases, rounds, reChecks)
  progress(1)
  return assigned
}

/** What was downloaded for an account, if anything. */
export async function assignedOf(userId: string): Promise<Assigned | undefined> {
  return (await db.kept.get(keyOf(userId)))?.value as Assigned | undefined
}

export async function lastUser(): Promise<{ id: string; name: string } | undefined> {
  return (await db.kept.get('last-user'))?.value as { id: string; name: string } | undefined
}

const beforeKey = (hash: string) => `before:${hash}`

/** The photographs of what was found, now and last time, for comparing on the spot without a network. */
async function keepBefore(cases: CaseDetail[], rounds: AssignedRound[], reChecks: KeptReCheck[]): Promise<void> {
  const last = rounds.flatMap((r) => r.hints ?? []).flatMap((s) => s.hints).flatMap((h) => h.photos.slice(0, 1))
  const wanted = new Set([...[...cases.flatMap((c) => c.photos.slice(0, 2)), ...last].map((p) => p.sha256), ...reChecks.flatMap((c) => c.befores)])
  const known = await db.kept.where('key').startsWith('before:').primaryKeys()
  await db.kept.bulkDelete(known.filter((key) => !wanted.has(key.slice('before:'.length))))
  for (const hash of wanted) {
    if (known.includes(beforeKey(hash))) continue
    const answer = await fetch(photoUrl(hash, 'view')).catch(() => undefined)
    if (answer?.ok) await db.kept.put({ key: beforeKey(hash), value: await answer.blob() })
  }
}

/** A photograph of what was found: from the phone, else from the server. */
export async function beforeUrl(hash: string): Promise<string> {
  const kept = (await db.kept.get(beforeKey(hash)))?.value
  return kept instanceof Blob ? URL.createObjectURL(kept) : photoUrl(hash, 'view')
}
