import { expect, it } from 'vitest'
import { useVerification } from './useVerification'

const part = (events: number, next?: string, broken?: string) => ({ events, chains: 1, roots: next ? 0 : 3, total: 30, next: next ?? null, broken: broken ? { subject_kind: 'case', subject_id: null, seq: 2, day: null, sentence: broken } : null })

it('the parts are added up until the last', async () => {
  const asked: (string | undefined)[] = []
  const v = useVerification(async (after) => (asked.push(after), after ? part(20) : part(10, 'case.1')))
  await v.verify()
  expect(asked).toEqual([undefined, 'case.1'])
  expect(v.done.value).toMatchObject({ events: 30, chains: 2, roots: 3, whole: true })
  expect(v.share.value).toBe(1)
})

it('a break ends it, and so does whoever waits', async () => {
  const broken = useVerification(async () => part(5, undefined, '第 2 条被改动'))
  await broken.verify()
  expect(broken.done.value?.whole).toBe(false)
  expect(broken.done.value?.broken?.sentence).toContain('改动')
  const stopped = useVerification(async () => (stopped.stop(), part(10, 'case.1')))
  await stopped.verify()
  expect(stopped.done.value).toMatchObject({ events: 10, whole: false })
  expect(stopped.running.value).toBe(false)
})
