import type { InspectorChoice, SiteCandidate } from '@/shared/api/types'

/** Inspectors who go together, with the letter they are known by on map and list. */
export interface Team {
  letter: string
  people: string[]
}

/** Which team visits a site: its place among the teams. */
export type Share = ReadonlyMap<string, number>

/** Colours of teams, told apart in grey and by every common colour blindness together with the letter. */
export const teamColours = ['#0f5c73', '#b3541e', '#5b3a8c', '#2c7a2c', '#8c1d4f', '#806000', '#1f4fb0', '#5f5f5f'] as const

export function letterOf(place: number): string {
  const first = place >= 26 ? String.fromCharCode(64 + Math.floor(place / 26)) : ''
  return first + String.fromCharCode(65 + (place % 26))
}

export function colourOf(place: number): string {
  return teamColours[place % teamColours.length] as string
}

/** Teams and shares as a stored round has them: the same people are the same team. */
export function teamsOf(assignments: readonly { site: { id: string }; inspectors: readonly { id: string }[] }[]): { teams: Team[]; share: Map<string, number> } {
  const teams: Team[] = []
  const share = new Map<string, number>()
  const known = new Map<string, number>()
  for (const a of assignments) {
    if (!a.inspectors.length) continue
    const people = a.inspectors.map((p) => p.id).sort()
    const key = people.join()
    let place = known.get(key)
    if (place === undefined) {
      place = teams.length
      known.set(key, place)
      teams.push({ letter: letterOf(place), people })
    }
    share.set(a.site.id, place)
  }
  return { teams, share }
}

/** Gives sites to a team, or to nobody. One that the team has already, alone, is taken away: a second click undoes the first. */
export function given(share: Share, ids: readonly string[], team: number | undefined): Map<string, number> {
  const next = new Map(share)
  const [only] = ids
  if (ids.length === 1 && only !== undefined && team !== undefined && share.get(only) === team) next.delete(only)
  else
    for (const id of ids) {
      if (team === undefined) next.delete(id)
      else next.set(id, team)
    }
  return next
}

/** Drops a team: its sites are left to anybody, and those of later teams move up. */
export function without(teams: readonly Team[], share: Share, place: number): { teams: Team[]; share: Map<string, number> } {
  const left = teams.filter((_, n) => n !== place).map((team, n) => ({ ...team, letter: letterOf(n) }))
  const moved = [...share].filter(([, team]) => team !== place).map(([id, team]) => [id, team > place ? team - 1 : team] as const)
  return { teams: left, share: new Map(moved) }
}

/** How many sites each team has. */
export function loads(teams: readonly Team[], share: Share): number[] {
  const counts = teams.map(() => 0)
  for (const team of share.values()) counts[team] = (counts[team] ?? 0) + 1
  return counts
}

/** Shares out what nobody has: near one another, each team up to an even load. */
export function evenly(sites: readonly SiteCandidate[], teams: readonly Team[], share: Share): Map<string, number> {
  const next = new Map(share)
  if (!teams.length) return next
  const counts = loads(teams, share)
  const free = sites.filter((s) => !next.has(s.id)).sort((a, b) => (a.nodes.join() < b.nodes.join() ? -1 : 1))
  const most = Math.ceil(sites.length / teams.length)
  let team = 0
  for (const site of free) {
    while (team < teams.length - 1 && (counts[team] ?? 0) >= most) team++
    next.set(site.id, team)
    counts[team] = (counts[team] ?? 0) + 1
  }
  return next
}

export interface OwnWarning {
  kind: 'own'
  person: string
  unit: string
  site: string
}
export interface UnevenWarning {
  kind: 'uneven'
  most: number
  least: number
}

/** What to look at before it is saved: who would inspect the own unit, and a load that differs by more than a third. */
export function warningsOf(sites: readonly SiteCandidate[], teams: readonly Team[], share: Share, people: ReadonlyMap<string, InspectorChoice>): (OwnWarning | UnevenWarning)[] {
  const found: (OwnWarning | UnevenWarning)[] = []
  for (const site of sites) {
    const team = teams[share.get(site.id) ?? -1]
    const members = (team?.people ?? []).flatMap((id) => people.get(id) ?? [])
    const own = members.filter((p) => p.unit && (p.unit.id === site.unit_id || p.unit.id === site.supporting_unit_id))
    if (own.length) found.push({ kind: 'own', person: own.map((p) => p.name).join('、'), unit: own[0]?.unit?.name ?? '', site: site.name })
  }
  const counts = loads(teams, share)
  const [most, least] = [Math.max(...counts), Math.min(...counts)]
  if (counts.length > 1 && most - least > Math.max(2, most / 3)) found.push({ kind: 'uneven', most, least })
  return found
}

/** The assignments as they are sent: sites without a team are left out. */
export function assignmentsOf(siteIds: readonly string[], teams: readonly Team[], share: Share) {
  return siteIds.flatMap((site_id) => {
    const people = teams[share.get(site_id) ?? -1]?.people ?? []
    return people.length ? [{ site_id, person_ids: people }] : []
  })
}
