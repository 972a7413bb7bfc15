import 'fake-indexeddb/auto'
import { Blob as NodeBlob } from 'node:buffer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FieldDb, type Act } from './db'
import { drain, pause, PIECE, saidOf, type Post } from './outbox'

let db: FieldDb
let nth = 0
beforeEach(() => {
  db = new FieldDb(`test-${++nth}`)
})
afterEach(() => db.delete())

const act = (id: string, at: number, part: Partial<Act> = {}): Act => ({ id, userId: 'u', userName: '甲', kind: 'report', title: id, path: `/api/v1/cases/${id}`, body: { id }, photos: [], at, state: 'waiting', tries: 0, nextAt: 0, ...part })
const answer = (status: number, body: unknown = {}) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
// The test's store keeps Node's blobs, not those of its pretended page.
const blob = (size: number) => new NodeBlob([new Uint8Array(size)], { type: 'image/jpeg' }) as unknown as Blob
const photo = (hash: string) => ({ hash, file: blob(1), takenAt: '2026-11-27T01:00:00Z', sent: 0 as const })

/** A server's answer about a photograph that has arrived whole. */
const arrived = () => answer(200, { offset: 1, receipt: {} })

/** A server that answers by a script and remembers what it was asked, but for who is signed in. */
function server(script: (path: string, n: number) => Response | Error, who = 'u') {
  const asked: { path: string; headers: Headers }[] = []
  const post: Post = async (path, init) => {
    if (path === '/api/v1/me') return init.method === 'GET' ? answer(200, { user_id: who }) : answer(405)
    asked.push({ path, headers: new Headers(init.headers) })
    const told = script(path, asked.length)
    if (told instanceof Error) throw told
    return told
  }
  return { asked, post, paths: () => asked.map((a) => a.path.split('?')[0]) }
}

describe('the outbox', () => {
  it('sends photographs before what they prove, and acts in their order', async () => {
    await db.photos.bulkPut([photo('h1'), photo('h2')])
    await db.acts.bulkPut([act('second', 2), act('first', 1, { photos: ['h1', 'h2'] })])
    const { post, paths } = server((path) => (path.includes('evidence') ? arrived() : answer(201, { version: 4 })))
    expect(await drain(db, 'u', 'zh-CN', { post })).toBe('empty')
    expect(paths()).toEqual(['/api/v1/evidence/h1/pieces', '/api/v1/evidence/h2/pieces', '/api/v1/cases/first', '/api/v1/cases/second'])
    expect((await db.acts.toArray()).map((a) => a.state)).toEqual(['done', 'done'])
    expect(await db.photos.count(), 'what arrived needs no room any more').toBe(0)
  })

  it('keeps the photographs of a visit still being written, its door-head among them', async () => {
    const sent = (hash: string) => ({ ...photo(hash), sent: 1 as const })
    await db.photos.bulkPut([sent('door'), sent('item'), sent('over')])
    const site = { id: 's', code: 'S', name: 'S', type: 'market' }
    const door = { photos: ['door'], reason: '' }
    await db.drafts.put({ id: 'd', userId: 'u', roundId: 'r', roundName: '', editionId: 'e', site, startedAt: '', remark: '', door, answers: { A: { remark: '', photos: ['item'] } }, updatedAt: 0 })
    await db.acts.put(act('one', 1))
    await drain(db, 'u', 'zh-CN', { post: server(() => answer(201)).post })
    expect((await db.photos.toCollection().primaryKeys()).sort()).toEqual(['door', 'item'])
  })

  it('loses nothing without a network and sends a photograph only once', async () => {
    await db.photos.bulkPut([photo('h1')])
    await db.acts.put(act('a', 1, { photos: ['h1'] }))
    const broken = server((path) => (path.includes('evidence') ? arrived() : new TypeError('offline')))
    expect(await drain(db, 'u', 'zh-CN', { post: broken.post })).toBe('offline')
    expect((await db.acts.get('a'))?.state).toBe('waiting')
    const back = server(() => answer(200, { version: 2 }))
    expect(await drain(db, 'u', 'zh-CN', { post: back.post })).toBe('empty')
    expect(back.paths()).toEqual(['/api/v1/cases/a'])
  })

  describe('sends a photograph in pieces', () => {
    const file = blob(2 * PIECE + 100)
    beforeEach(async () => {
      await db.photos.put({ ...photo('h1'), file })
      await db.acts.put(act('a', 1, { photos: ['h1'] }))
    })

    /** A server that takes pieces as they follow, and breaks where it is told to. */
    function pieces(has: number, broken: (offset: number) => Response | Error | undefined = () => undefined) {
      const sent: number[] = []
      const post: Post = async (path, init) => {
        if (path === '/api/v1/me') return answer(200, { user_id: 'u' })
        if (!path.includes('/pieces')) return answer(201, { version: 1 })
        if (init.method === 'POST') {
          const offset = Number(new URL(path, 'http://x').searchParams.get('offset'))
          const fault = broken(offset)
          if (fault instanceof Error) throw fault
          if (fault) return fault
          sent.push(offset)
          has = offset + (init.body as Blob).size
        }
        return answer(200, { offset: has, receipt: has === file.size ? {} : null })
      }
      return { post, sent }
    }
    const offsets = (from: number) => [0, PIECE, 2 * PIECE].filter((offset) => offset >= from)

    it('one after another, with how far it is', async () => {
      const { post, sent } = pieces(0, () => undefined)
      expect(await drain(db, 'u', 'zh-CN', { post })).toBe('empty')
      expect(sent).toEqual(offsets(0))
      expect(await db.kept.get('uploading'), 'nothing is under way any more').toBeUndefined()
    })

    it('and goes on where the network broke', async () => {
      const first = pieces(0, (offset) => (offset === PIECE ? new TypeError('offline') : undefined))
      expect(await drain(db, 'u', 'zh-CN', { post: first.post })).toBe('offline')
      expect((await db.kept.get('uploading'))?.value).toEqual({ hash: 'h1', bytes: PIECE, size: file.size })
      const second = pieces(PIECE)
      expect(await drain(db, 'u', 'zh-CN', { post: second.post })).toBe('empty')
      expect([first.sent, second.sent]).toEqual([[0], offsets(PIECE)])
    })

    it('and goes on where the server says, when it stands elsewhere', async () => {
      let told = false
      const { post, sent } = pieces(PIECE, () => (told ? undefined : ((told = true), answer(409, { code: 'wrong_offset', offset: 0 }))))
      expect(await drain(db, 'u', 'zh-CN', { post })).toBe('empty')
      expect(sent).toEqual(offsets(0))
    })

    it('and waits where the server has no room, in its words', async () => {
      const { post } = pieces(0, () => answer(507, { code: 'evidence_full', detail: '空间已满。' }))
      expect(await drain(db, 'u', 'zh-CN', { post })).toBe('later')
      expect(await db.acts.get('a')).toMatchObject({ state: 'waiting', tries: 1, said: '空间已满。' })
    })

    it('and does not run in a circle', async () => {
      const post: Post = async (path) => (path === '/api/v1/me' ? answer(200, { user_id: 'u' }) : answer(200, { offset: 0, receipt: null }))
      expect(await drain(db, 'u', 'zh-CN', { post })).toBe('later')
    })

    it('and as a whole to a server that knows no pieces', async () => {
      const { post, paths } = server((path) => (path.includes('/pieces') ? answer(404) : answer(201, { version: 1 })))
      expect(await drain(db, 'u', 'zh-CN', { post })).toBe('empty')
      expect(paths()).toEqual(['/api/v1/evidence/h1/pieces', '/api/v1/evidence', '/api/v1/cases/a'])
    })
  })

  it('keeps what is refused with the server’s sentences, and lets the others go on', async () => {
    await db.acts.bulkPut([act('bad', 1), act('good', 2)])
    const { post } = server((path) => (path.endsWith('bad') ? answer(409, { code: 'round_closed', detail: '测评已结束。', errors: [{ detail: '请联系创城办。' }] }) : answer(200)))
    expect(await drain(db, 'u', 'zh-CN', { post })).toBe('empty')
    expect(await db.acts.get('bad')).toMatchObject({ state: 'refused', code: 'round_closed', said: '测评已结束。 请联系创城办。' })
    expect((await db.acts.get('good'))?.state).toBe('done')
  })

  it('stops at an expired session and touches nothing', async () => {
    await db.acts.bulkPut([act('a', 1), act('b', 2)])
    const { post, asked } = server(() => answer(401))
    expect(await drain(db, 'u', 'zh-CN', { post })).toBe('signed-out')
    expect(asked).toHaveLength(1)
    expect((await db.acts.toArray()).map((a) => a.state)).toEqual(['waiting', 'waiting'])
  })

  it('waits longer each time the server fails, and not for ever', async () => {
    await db.acts.put(act('a', 1))
    const { post, asked } = server(() => answer(503))
    expect(await drain(db, 'u', 'zh-CN', { post, now: () => 1000 })).toBe('later')
    expect(await db.acts.get('a')).toMatchObject({ state: 'waiting', tries: 1, nextAt: 1000 + pause(0) })
    expect(await drain(db, 'u', 'zh-CN', { post, now: () => 1001 })).toBe('later')
    expect(asked).toHaveLength(1)
    expect([0, 1, 20].map(pause)).toEqual([2000, 4000, 300_000])
  })

  it('sends what follows another with the version that one was answered, and not before', async () => {
    await db.acts.bulkPut([act('report', 1), act('fix', 2, { after: 'report', photos: [] })])
    const refused = server((path) => (path.endsWith('report') ? answer(422, { title: '不完整' }) : answer(200)))
    expect(await drain(db, 'u', 'zh-CN', { post: refused.post })).toBe('later')
    expect(refused.paths()).toEqual(['/api/v1/cases/report'])
    await db.acts.update('report', { state: 'waiting' })
    const fine = server(() => answer(201, { version: 7 }))
    expect(await drain(db, 'u', 'zh-CN', { post: fine.post })).toBe('empty')
    expect(fine.asked.map((a) => a.headers.get('If-Match'))).toEqual([null, '"7"'])
  })

  it('sends nobody’s work in another’s name', async () => {
    await db.acts.put(act('a', 1))
    const { post, asked } = server(() => answer(200), 'other')
    expect(await drain(db, 'u', 'zh-CN', { post })).toBe('signed-out')
    expect(asked).toHaveLength(0)
    expect((await db.acts.get('a'))?.state).toBe('waiting')
  })

  it('leaves another’s acts alone', async () => {
    await db.acts.put(act('a', 1, { userId: 'other' }))
    const { post, asked } = server(() => answer(200))
    expect(await drain(db, 'u', 'zh-CN', { post })).toBe('empty')
    expect(asked).toHaveLength(0)
  })
})

it('says a refusal once however often it is repeated', () => {
  expect(saidOf({ detail: '请检查。', errors: [{ detail: '请检查。' }, { detail: '数量为负。' }] })).toBe('请检查。 数量为负。')
  expect(saidOf(undefined)).toBe('')
})
