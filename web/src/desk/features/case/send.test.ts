import { expect, it, vi } from 'vitest'
import { Refusal } from '@/shared/api/refusal'
import { noWords } from './actions'
import { sendRow } from './send'

/** A server at version 3 whose first answer to a step is lost on the way. */
const server = vi.hoisted(() => ({ version: 3, sent: [] as string[] }))
vi.mock('@/shared/api/client', () => ({
  take: (answer: Promise<unknown>) => answer,
  api: {
    GET: () => Promise.resolve({ version: server.version }),
    POST: (_: string, { params }: { params: { header: { 'If-Match': string } } }) => {
      const seen = params.header['If-Match']
      server.sent.push(seen)
      if (seen !== `"${server.version}"`) return Promise.reject(new Refusal('conflict', { title: 'changed', detail: 'changed', code: 'conflict', status: 412 } as never))
      server.version++
      return server.sent.length === 1 ? Promise.reject(new Refusal('offline')) : Promise.resolve({ version: server.version })
    },
  },
}))

it('a step whose answer was lost is not done twice, and then a person decides', async () => {
  const row = { id: '1', name: 'a', state: 'waiting' as const, text: '', version: undefined as number | undefined }
  const words = { ...noWords(), note: 'x' }
  const standing = () => 'as it stands'
  await expect(sendRow(row, 'reminder', words, standing)).rejects.toMatchObject({ kind: 'offline' })
  await expect(sendRow(row, 'reminder', words, standing)).rejects.toMatchObject({ kind: 'conflict', message: 'as it stands' })
  expect(server.sent).toEqual(['"3"', '"3"'])
  await expect(sendRow(row, 'reminder', words, standing)).resolves.toMatchObject({ version: 5 })
  expect(row.version).toBe(5)
})
