import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FieldDb, type Act } from './db'
import { drain, pause, saidOf, type Post } from './outbox'

let db: FieldDb
let nth = 0
beforeEach(() => {
  db = new FieldDb(`test-${++nth}`)
})
afterEach(() => db.delete())

const act = (id: string, at: number, part: Partial<Act> = {}): Act => ({ id, userId: 'u', userName: '甲', kind: 'report', title: id, path: `/api/v1/cases/${id}`, body: { id }, photos: [], at, state: 'waiting', tries: 0, nextAt: 0, ...part })
const answer = (status: number, body: unknown = {}) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const photo = (hash: string) => ({ hash, file: new Blob(['x'], { type: 'image/jpeg' }), takenAt: '2026-11-27T01:00:00Z', sent: 0 as const })

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
    const { post, paths } = server(() => answer(201, { version: 4 }))
    expect(await drain(db, 'u', 'zh-CN', { post })).toBe('empty')
    expect(paths()).toEqual(['/api/v1/evidence', '/api/v1/evidence', '/api/v1/cases/first', '/api/v1/cases/second'])
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
    const broken = server((path) => (path.includes('evidence') ? answer(201) : new TypeError('offline')))
    expect(await drain(db, 'u', 'zh-CN', { post: broken.post })).toBe('offline')
    expect((await db.acts.get('a'))?.state).toBe('waiting')
    const back = server(() => answer(200, { version: 2 }))
    expect(await drain(db, 'u', 'zh-CN', { post: back.post })).toBe('empty')
    expect(back.paths()).toEqual(['/api/v1/cases/a'])
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
