import { describe, expect, it } from 'vitest'
import type { InspectorChoice, SiteCandidate } from '@/shared/api/types'
import { inside, lassoed, narrowed, wide, withSites } from './pick'
import { assignmentsOf, evenly, given, letterOf, loads, teamsOf, warningsOf, without, type Team } from './teams'

const site = (id: string, more: Partial<SiteCandidate> = {}) =>
  ({ id, code: `S-${id}`, name: `点位${id}`, type: 'road', nodes: ['d', 'w'], lon: 114, lat: 37, unit_id: 'u1', demonstration: false, ...more }) as SiteCandidate
const teams: Team[] = [{ letter: 'A', people: ['p1', 'p2'] }, { letter: 'B', people: ['p3', 'p4'] }]

describe('choosing sites', () => {
  const all = [site('1'), site('2', { type: 'market', nodes: ['d', 'e'], demonstration: true }), site('3', { nodes: ['d', 'e'] })]
  it('narrows by words, type, node, demonstration and what is chosen', () => {
    const by = (more: object, chosen = new Set<string>()) => narrowed(all, { ...wide(), ...more }, chosen).map((s) => s.id)
    expect(by({ q: 's-2' })).toEqual(['2'])
    expect(by({ node: 'e' })).toEqual(['2', '3'])
    expect(by({ demonstration: true })).toEqual(['2'])
    expect(by({ chosenOnly: true }, new Set(['3']))).toEqual(['3'])
    expect([...withSites(new Set(['1']), ['2', '3'], true)]).toEqual(['1', '2', '3'])
    expect([...withSites(new Set(['1', '2']), ['1'], false)]).toEqual(['2'])
  })

  it('takes what lies inside a drawn ring, and nothing of a line', () => {
    const ring = [[0, 0], [4, 0], [4, 4], [0, 4]] as const
    expect(inside(ring, [2, 2])).toBe(true)
    expect(inside(ring, [5, 2])).toBe(false)
    const placed = [site('in', { lon: 1, lat: 1 }), site('out', { lon: 9, lat: 1 }), site('nowhere', { lon: null, lat: null })]
    expect(lassoed(placed, ring)).toEqual(['in'])
    expect(lassoed(placed, ring.slice(0, 2))).toEqual([])
  })
})

describe('teams', () => {
  it('are read from a stored round: the same people are one team', () => {
    const of = (id: string, ...people: string[]) => ({ site: { id }, inspectors: people.map((p) => ({ id: p })) })
    const read = teamsOf([of('1', 'p2', 'p1'), of('2'), of('3', 'p1', 'p2'), of('4', 'p3')])
    expect(read.teams).toEqual([{ letter: 'A', people: ['p1', 'p2'] }, { letter: 'B', people: ['p3'] }])
    expect([...read.share]).toEqual([['1', 0], ['3', 0], ['4', 1]])
  })

  it('are given sites, and a second click on one takes it away', () => {
    const once = given(new Map(), ['1'], 0)
    expect(once.get('1')).toBe(0)
    expect(given(once, ['1'], 0).has('1')).toBe(false)
    expect(given(once, ['1'], 1).get('1')).toBe(1)
    expect([...given(once, ['1', '2'], 0)]).toEqual([['1', 0], ['2', 0]])
    expect(given(once, ['1'], undefined).size).toBe(0)
  })

  it('close up when one is dropped', () => {
    const left = without(teams, new Map([['1', 0], ['2', 1]]), 0)
    expect(left.teams).toEqual([{ letter: 'A', people: ['p3', 'p4'] }])
    expect([...left.share]).toEqual([['2', 0]])
  })

  it('share out evenly and keep what they have', () => {
    const sites = ['1', '2', '3', '4', '5'].map((id) => site(id))
    const share = evenly(sites, teams, new Map([['5', 1]]))
    expect(loads(teams, share)).toEqual([3, 2])
    expect(share.get('5')).toBe(1)
    expect(evenly(sites, [], new Map()).size).toBe(0)
  })

  it('warn of the own unit and of an uneven load', () => {
    const people = new Map([['p1', { id: 'p1', name: '林一舟', unit: { id: 'u1', code: 'u', name: '西山街道' }, has_account: true } as InspectorChoice]])
    const sites = ['1', '2', '3', '4', '5'].map((id) => site(id))
    const share = new Map(sites.map((s) => [s.id, 0] as const))
    const warnings = warningsOf(sites, teams, share, people)
    expect(warnings.filter((x) => x.kind === 'own')).toHaveLength(5)
    expect(warnings.at(-1)).toEqual({ kind: 'uneven', most: 5, least: 0 })
    expect(warningsOf(sites, teams, new Map(), people)).toEqual([])
  })

  it('are sent by site, without those nobody has', () => {
    expect(assignmentsOf(['1', '2'], teams, new Map([['2', 1]]))).toEqual([{ site_id: '2', person_ids: ['p3', 'p4'] }])
    expect([letterOf(0), letterOf(25), letterOf(26)]).toEqual(['A', 'Z', 'AA'])
  })
})
