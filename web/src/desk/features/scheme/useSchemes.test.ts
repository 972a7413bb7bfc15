import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { Refusal } from '@/shared/api/refusal'
import type { Problem, Scheme, SchemeEditionList, SchemeEditionView } from '@/shared/api/types'
import { i18n } from '@/shared/i18n'
import { copyOf } from './scheme'
import { useSchemes } from './useSchemes'

const server = vi.hoisted(() => ({ GET: vi.fn(), PUT: vi.fn(), POST: vi.fn() }))
vi.mock('@/shared/api/client', () => ({ api: server, take: (call: Promise<unknown>) => call }))
vi.mock('@/shared/api/stream', () => ({ useFresh: () => undefined }))

const scheme: Scheme = { code: 'a', name: { zh: '甲' }, indicator: [{ code: 'on_time_rate', weight: '40', direction: 'higher', no_data: 'exclude', scale: { kind: 'rate' } }] }
const edition = (n: number, version: number, state: SchemeEditionView['state'], of = scheme): SchemeEditionView => ({ code: of.code, edition: n, name: of.name.zh, state, effective_from: state === 'draft' ? null : '2026-10-01', saved_at: '', saved_by: '李', version, scheme: of })
const list = (...items: SchemeEditionView[]): SchemeEditionList => ({ items, groups: [], today: '2026-11-28', may_edit: true, suggested: scheme })
const refused = (status: number, kind: 'conflict' | 'refused', errors: { pointer: string; detail: string }[] = []) => new Refusal(kind, { status, title: '', detail: '不能保存', code: 'x', type: 'x', errors } as unknown as Problem)

async function screen() {
  let it!: ReturnType<typeof useSchemes>
  const page = mount(defineComponent({ setup: () => ((it = useSchemes()), () => h('i')) }), { global: { plugins: [i18n] } })
  await flushPromises()
  return { ...it, page }
}
beforeEach(() => {
  for (const call of Object.values(server)) call.mockReset()
  server.GET.mockResolvedValue(list(edition(1, 1, 'in_force')))
})

it('a first save of a new edition names no version, the next one the version that was kept', async () => {
  const s = await screen()
  s.begin(scheme, edition(1, 1, 'in_force'))
  expect(s.dirty.value).toBe(false)
  s.draft.value!.name.zh = '乙'
  expect(s.dirty.value).toBe(true)
  server.PUT.mockResolvedValueOnce(list(edition(2, 1, 'draft', { ...scheme, name: { zh: '乙' } }), edition(1, 1, 'in_force')))
  expect(await s.save()).toBe(true)
  expect(server.PUT.mock.calls[0]?.[1].body.version).toBeNull()
  expect([s.dirty.value, s.stored.value?.edition]).toEqual([false, 2])
  server.PUT.mockResolvedValueOnce(list(edition(2, 2, 'draft')))
  await s.save()
  expect(server.PUT.mock.calls[1]?.[1].body.version).toBe(1)
  s.page.unmount()
})

it('what is no number is told at its field and not sent', async () => {
  const s = await screen()
  s.begin(scheme)
  s.draft.value!.indicator[0]!.weight = '多少'
  expect(await s.save()).toBe(false)
  expect(server.PUT).not.toHaveBeenCalled()
  expect(Object.keys(s.faults.value)).toEqual(['scheme/indicator/0/weight'])
  s.page.unmount()
})

it('what the server refuses is told at its field, and nothing typed is lost', async () => {
  const s = await screen()
  s.begin(scheme)
  s.draft.value!.code = 'A B'
  server.PUT.mockRejectedValueOnce(refused(422, 'refused', [{ pointer: '/scheme/code', detail: '代码不对' }]))
  expect(await s.save()).toBe(false)
  expect(s.faults.value).toEqual({ 'scheme/code': '代码不对' })
  expect(s.draft.value!.code).toBe('A B')
  s.page.unmount()
})

it('changed by another meanwhile, the draft stays, and either of the two can be kept', async () => {
  const s = await screen()
  s.begin(scheme, edition(2, 1, 'draft'))
  s.draft.value!.name.zh = '我的'
  const theirs = edition(2, 5, 'draft', { ...copyOf(scheme), name: { zh: '他的' } })
  server.GET.mockResolvedValue(list(theirs))
  server.PUT.mockRejectedValueOnce(refused(412, 'conflict'))
  expect(await s.save()).toBe(false)
  expect([s.conflict.value, s.draft.value?.name.zh, s.theirs.value?.version]).toEqual([true, '我的', 5])
  server.PUT.mockResolvedValueOnce(list(edition(2, 6, 'draft')))
  expect(await s.keepMine()).toBe(true)
  expect(server.PUT.mock.calls[1]?.[1].body).toMatchObject({ version: 5, scheme: { name: { zh: '我的' } } })
  server.PUT.mockRejectedValueOnce(refused(412, 'conflict'))
  s.draft.value!.name.zh = '又改'
  await s.save()
  s.takeTheirs()
  expect([s.draft.value?.name.zh, s.dirty.value, s.conflict.value]).toEqual(['他的', false, false])
  s.page.unmount()
})
