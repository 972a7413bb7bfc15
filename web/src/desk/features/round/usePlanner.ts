import { computed, reactive, ref, shallowRef } from 'vue'
import type { RoundChoices, RoundDetail } from '@/shared/api/types'
import { narrowed, wide, withSites } from './pick'
import type { MapPlace } from './roundMap'
import { assignmentsOf, colourOf, evenly, given, letterOf, loads, teamsOf, warningsOf, without, type Team } from './teams'

/** Which sites a round takes and which team visits each, while it is being planned. */
export function usePlanner(choices: () => RoundChoices | undefined, round?: RoundDetail) {
  const stored = teamsOf(round?.assignments ?? [])
  const chosen = shallowRef<ReadonlySet<string>>(new Set(round?.assignments.map((a) => a.site.id)))
  const teams = shallowRef<readonly Team[]>(stored.teams)
  const share = shallowRef<ReadonlyMap<string, number>>(stored.share)
  const current = ref<number | undefined>(stored.teams.length ? 0 : undefined)
  const narrow = reactive(wide())
  const changed = ref(false)
  // Sites of an open round stay in it.
  const fixed = new Set(round?.state === 'open' ? round.assignments.map((a) => a.site.id) : [])

  const sites = computed(() => choices()?.sites ?? [])
  const people = computed(() => new Map((choices()?.inspectors ?? []).map((p) => [p.id, p])))
  const types = computed(() => new Map((choices()?.types ?? []).map((y) => [y.code, y.name])))
  const listed = computed(() => narrowed(sites.value, narrow, chosen.value))
  const taken = computed(() => sites.value.filter((s) => chosen.value.has(s.id)))
  const load = computed(() => loads(teams.value, share.value))
  const unassigned = computed(() => taken.value.filter((s) => !share.value.has(s.id)).length)
  const warnings = computed(() => warningsOf(taken.value, teams.value, share.value, people.value))

  function choose(ids: readonly string[], on: boolean): void {
    changed.value = true
    chosen.value = withSites(chosen.value, on ? ids : ids.filter((id) => !fixed.has(id)), on)
    share.value = new Map([...share.value].filter(([id]) => chosen.value.has(id)))
  }
  function assign(ids: readonly string[], team: number | undefined = current.value): void {
    changed.value = true
    share.value = given(share.value, ids.filter((id) => chosen.value.has(id)), team)
  }
  function addTeam(members: readonly string[]): void {
    changed.value = true
    teams.value = [...teams.value, { letter: letterOf(teams.value.length), people: [...members] }]
    current.value = teams.value.length - 1
  }
  function dropTeam(place: number): void {
    changed.value = true
    const left = without(teams.value, share.value, place)
    teams.value = left.teams
    share.value = left.share
    current.value = left.teams.length ? 0 : undefined
  }
  function shareOut(): void {
    changed.value = true
    share.value = evenly(taken.value, teams.value, share.value)
  }

  const choosing = computed<MapPlace[]>(() => listed.value.map((s) => ({ id: s.id, name: s.name, lon: s.lon, lat: s.lat, sign: chosen.value.has(s.id) ? '✓' : '', colour: '#0f5c73', hollow: !chosen.value.has(s.id) })))
  const assigning = computed<MapPlace[]>(() =>
    taken.value.map((s) => {
      const team = share.value.get(s.id)
      return { id: s.id, name: s.name, lon: s.lon, lat: s.lat, sign: team === undefined ? '' : letterOf(team), colour: team === undefined ? '#5a6b74' : colourOf(team), hollow: team === undefined }
    }),
  )
  const assignments = () => assignmentsOf(taken.value.map((s) => s.id), teams.value, share.value)

  return { chosen, teams, share, current, narrow, changed, fixed, sites, people, types, listed, taken, load, unassigned, warnings, choose, assign, addTeam, dropTeam, shareOut, choosing, assigning, assignments }
}

export type Planner = ReturnType<typeof usePlanner>
