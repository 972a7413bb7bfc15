import Dexie, { type EntityTable } from 'dexie'
import type { Geometry } from '@/shared/api/types'
import type { Arrived } from './place'
import type { WalkFix, WalkLattice, WalkRules } from './walk'

/** A photograph on this phone, named by the hash of its bytes. */
export interface KeptPhoto {
  hash: string
  file: Blob
  takenAt: string
  lon?: number
  lat?: number
  accuracy?: number
  /** Whether the server has it. */
  sent: 0 | 1
}

/** What an inspector said of one item. */
export interface Answer {
  /** A reading in the server's observation form, such as `{ count: 2 }`; absent while nothing was said. */
  reading?: Record<string, unknown>
  outside?: 'not_applicable' | 'unreachable' | 'refused'
  remark: string
  photos: string[]
}

/** A visit being written. Kept at every touch. */
export interface Draft {
  /** The visit's identity, made here. */
  id: string
  userId: string
  roundId: string
  roundName: string
  editionId: string
  site: { id: string; code: string; name: string; type: string }
  startedAt: string
  arrived?: Arrived
  /** The door-head, where it is asked for; absent in what an older app began. */
  door?: { photos: string[]; reason: string }
  remark: string
  answers: Record<string, Answer>
  updatedAt: number
}

export type ActKind = 'visit' | 'report' | 'accept' | 'rectify' | 'check' | 'ask' | 'patrol' | 'drive' | 'corner' | 're_check'

/** Something done on this phone that the server shall know. */
export interface Act {
  id: string
  userId: string
  userName: string
  kind: ActKind
  title: string
  path: string
  body: Record<string, unknown>
  /** The version it was done on, or the act whose answer tells it. */
  version?: number
  after?: string
  photos: string[]
  at: number
  state: 'waiting' | 'refused' | 'done'
  tries: number
  nextAt: number
  /** Why it was refused, in the server's words. */
  said?: string
  code?: string
  /** The version the server answered. */
  answered?: number
  doneAt?: number
  /** The visit it was made of, to be opened again when it is refused. */
  draft?: Draft
}

/** A patrol under way or just ended, with all it takes to show it without a network. */
export interface KeptPatrol {
  id: string
  userId: string
  node: { id: string; code: string; name: string; place: string }
  boundary?: Geometry | null
  lattice?: WalkLattice | null
  rules: WalkRules
  begunAt: string
  endedAt?: string
  lengthM?: number
  /** How many of its fixes are in the outbox or sent. */
  sent: number
  /** The cases reported from within it. */
  caseIds: string[]
}

/** One place of a patrol's track. */
export interface KeptFix extends WalkFix {
  n?: number
  patrolId: string
}

/** Something downloaded, by a name. */
export interface Kept {
  key: string
  value: unknown
}

export class FieldDb extends Dexie {
  photos!: EntityTable<KeptPhoto, 'hash'>
  drafts!: EntityTable<Draft, 'id'>
  acts!: EntityTable<Act, 'id'>
  kept!: EntityTable<Kept, 'key'>
  patrols!: EntityTable<KeptPatrol, 'id'>
  fixes!: EntityTable<KeptFix, 'n'>

  constructor(name = 'wangge-field') {
    super(name)
    // Only ever added to: what an older app kept is read by every later one.
    this.version(1).stores({ photos: 'hash, sent', drafts: 'id, userId', acts: 'id, state, at, userId', kept: 'key' })
    this.version(2).stores({ patrols: 'id, userId', fixes: '++n, patrolId' })
  }
}

export const db = new FieldDb()
