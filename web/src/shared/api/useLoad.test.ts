import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { i18n, speak } from '@/shared/i18n'
import { kindOf, problemOf, Refusal } from './refusal'
import { useLoad, type Loaded } from './useLoad'

function screen<T>(ask: () => Promise<T>, key?: () => unknown): Loaded<T> & { leave: () => void } {
  let loaded!: Loaded<T>
  const page = mount(defineComponent({ setup: () => ((loaded = useLoad(ask, key)), () => h('i')) }), { global: { plugins: [i18n] } })
  return { ...loaded, leave: () => page.unmount() }
}

describe('useLoad', () => {
  it('keeps what was read while the next answer is under way, and after a refusal', async () => {
    let answer: () => Promise<string> = async () => 'first'
    const s = screen(() => answer())
    expect(s.pending.value).toBe(true)
    await flushPromises()
    expect(s.data.value).toBe('first')
    answer = async () => {
      throw new Refusal('fault')
    }
    await s.reload()
    expect(s.data.value).toBe('first')
    expect(s.refusal.value?.kind).toBe('fault')
    s.leave()
  })

  it('drops a late answer to an outdated question', async () => {
    const key = ref('slow')
    const waiting: Record<string, (v: string) => void> = {}
    const s = screen(() => new Promise<string>((done) => (waiting[key.value] = done)), () => key.value)
    key.value = 'quick'
    await flushPromises()
    waiting['quick']?.('of quick')
    await flushPromises()
    waiting['slow']?.('of slow')
    await flushPromises()
    expect(s.data.value).toBe('of quick')
    expect(s.pending.value).toBe(false)
    s.leave()
  })

  it('asks again when the network is back, but only after an offline refusal', async () => {
    const ask = vi.fn(async () => 'here').mockRejectedValueOnce(new Refusal('offline'))
    const s = screen(ask)
    await flushPromises()
    expect(s.refusal.value?.kind).toBe('offline')
    window.dispatchEvent(new Event('online'))
    await flushPromises()
    expect(s.data.value).toBe('here')
    window.dispatchEvent(new Event('online'))
    await flushPromises()
    expect(ask).toHaveBeenCalledTimes(2)
    s.leave()
  })

  it('asks again in another language, since the server words its answers', async () => {
    speak('zh-CN')
    const ask = vi.fn(async () => 'x')
    const s = screen(ask)
    await flushPromises()
    speak('en')
    await flushPromises()
    expect(ask).toHaveBeenCalledTimes(2)
    s.leave()
  })
})

describe('a refusal', () => {
  it.each([
    [401, 'signed-out'],
    [403, 'forbidden'],
    [404, 'gone'],
    [409, 'conflict'],
    [412, 'conflict'],
    [428, 'conflict'],
    [422, 'refused'],
    [423, 'refused'],
    [503, 'fault'],
  ])('of status %i is %s', (status, kind) => {
    expect(kindOf(status)).toBe(kind)
  })

  it('carries the sentence of the server and its fields', () => {
    const problem = problemOf({ title: 'x', detail: '密码太短。', status: 422, code: 'invalid', type: 'about:blank', errors: [{ pointer: '/new', detail: '至少 10 个字符。' }] })
    const refusal = new Refusal('refused', problem)
    expect(refusal.message).toBe('密码太短。')
    expect(refusal.fields).toEqual({ new: '至少 10 个字符。' })
    expect(problemOf('<html>')).toBeUndefined()
  })
})
