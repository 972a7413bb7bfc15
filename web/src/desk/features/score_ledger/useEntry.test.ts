import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { Refusal } from '@/shared/api/refusal'
import type { Problem } from '@/shared/api/types'
import { i18n } from '@/shared/i18n'
import { useEntry } from './useEntry'

const server = vi.hoisted(() => ({ GET: vi.fn(), POST: vi.fn() }))
vi.mock('@/shared/api/client', () => ({ api: server, take: (call: Promise<unknown>) => call }))
vi.mock('@/shared/api/stream', () => ({ useFresh: () => undefined }))

const appeal = (version: number) => ({ id: 'a', state: 'pending', may_rule: true, may_withdraw: false, version })
const changed = vi.fn()
async function screen() {
  let it!: ReturnType<typeof useEntry>
  const page = mount(defineComponent({ setup: () => ((it = useEntry('e', changed)), () => h('i')) }), { global: { plugins: [i18n] } })
  await flushPromises()
  return { ...it, page }
}
beforeEach(() => {
  for (const call of [server.GET, server.POST, changed]) call.mockReset()
})

it('an appeal sent again after a broken line is the same appeal, with its words', async () => {
  server.GET.mockResolvedValue({ id: 'e', may_appeal: true })
  const s = await screen()
  s.begin('appeal')
  s.words.text = ' 不属本单位 '
  server.POST.mockRejectedValueOnce(new Refusal('offline'))
  await s.send()
  expect([s.deed.value, s.words.text]).toEqual(['appeal', ' 不属本单位 '])
  server.POST.mockResolvedValueOnce({ id: 'e', may_appeal: false })
  await s.send()
  const [first, second] = server.POST.mock.calls.map((call) => call[1].body)
  expect(first).toEqual(second)
  expect(second.text).toBe('不属本单位')
  expect([s.deed.value, s.words.text, changed.mock.calls.length]).toEqual([undefined, '', 1])
  s.page.unmount()
})

it('a ruling names the version that was read; changed meanwhile, it is read anew and the words stay', async () => {
  server.GET.mockResolvedValue({ id: 'e', appeal: appeal(1) })
  const s = await screen()
  s.begin('rule')
  s.words.text = '经核实'
  s.words.upheld = false
  server.GET.mockResolvedValue({ id: 'e', appeal: appeal(2) })
  server.POST.mockRejectedValueOnce(new Refusal('conflict', { status: 412, detail: '' } as Problem))
  await s.send()
  expect([s.words.text, s.words.upheld, s.deed.value]).toEqual(['经核实', false, 'rule'])
  server.POST.mockResolvedValueOnce({ id: 'e' })
  await s.send()
  expect(server.POST.mock.calls.map((call) => call[1].params.header['If-Match'])).toEqual(['"1"', '"2"'])
  expect(server.POST.mock.calls[1]?.[1].body).toEqual({ upheld: false, text: '经核实' })
  s.page.unmount()
})
