import type { Me } from '@/shared/api/types'

type Action = Me['may'][number]

/** A part of the desk: its route, the routes under it, and what one must be allowed to do to enter. */
export interface Door {
  name: string
  of: readonly string[]
  /** None where everyone who is signed in may enter. */
  needs?: Action
  /** Whoever may do this has another door that leads there too. */
  unless?: Action
}

export const doors: readonly Door[] = [
  { name: 'today', of: ['today'] },
  { name: 'chessboard', of: ['chessboard'], needs: 'view_grid' },
  { name: 'rounds', of: ['rounds', 'round-new', 'round', 'visit'], needs: 'view_round' },
  { name: 'standards', of: ['standards', 'standard'], needs: 'view_standard' },
  { name: 'sites', of: ['sites', 'site', 'site-codes', 'site-by-code', 'ownerships'], needs: 'view_grid' },
  { name: 'merchants', of: ['merchants'], needs: 'view_grid' },
  { name: 'cases', of: ['cases', 'case', 'case-orders', 'case-triage', 'stage-times', 'escalations', 'escalation'], needs: 'view_case' },
  { name: 'rebounds', of: ['rebounds'], needs: 'view_case' },
  { name: 'replication', of: ['replication', 'practice-card'], needs: 'view_practice' },
  { name: 'drives', of: ['drives', 'drive'], needs: 'view_drive' },
  { name: 'patrols', of: ['patrols'], needs: 'view_patrol' },
  { name: 'signals', of: ['signals'], needs: 'check_case' },
  { name: 'ranking', of: ['ranking', 'ranking-unit', 'statistics', 'listings', 'listing'], needs: 'view_ranking' },
  { name: 'score-ledger', of: ['score-ledger', 'score-statement'], needs: 'view_score_ledger' },
  { name: 'bulletins', of: ['bulletins', 'bulletin', 'bulletin-week'], needs: 'view_bulletin' },
  { name: 'meetings', of: ['meetings', 'meeting', 'resolutions', 'resolution'], needs: 'view_meeting' },
  { name: 'resolutions', of: ['resolutions', 'resolution'], needs: 'view_resolution', unless: 'view_meeting' },
  { name: 'nodes', of: ['nodes', 'boards', 'organisation', 'duty-changes'], needs: 'view_grid' },
  { name: 'units', of: ['units', 'unit', 'people'], needs: 'view_grid' },
  { name: 'import', of: ['import'], needs: 'import' },
  { name: 'accounts', of: ['accounts', 'permissions'], needs: 'manage_users' },
  { name: 'audit', of: ['audit'], needs: 'view_events' },
  { name: 'settings', of: ['settings', 'routing', 'schemes', 'channels'] },
]

/** The doors that open for someone. The server decides again at each of them. */
export function openDoors(me?: Pick<Me, 'may'>): readonly Door[] {
  return me ? doors.filter((d) => (!d.needs || me.may.includes(d.needs)) && !(d.unless && me.may.includes(d.unless))) : doors
}
