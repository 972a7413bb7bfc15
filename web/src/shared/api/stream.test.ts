import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref, shallowRef } from 'vue'
import { onBroken, useFresh, useLive, useNews, type News } from './stream'
import type { Change } from './types'

class Line {
  static readonly CLOSED = 2
  static lines: Line[] = []
  static get now(): Line {
    return Line.lines[Line.lines.length - 1]!
  }
  readyState = 1
  onopen?: () => void
  onerror?: () => void
  private readonly ears = new Map<string, (e: MessageEvent) => void>()
  constructor(readonly url: string) {
    Line.lines.push(this)
  }
  addEventListener(name: string, ear: (e: MessageEvent) => void): void {
    this.ears.set(name, ear)
  }
  close(): void {
    this.readyState = 2
  }
  say(name: string, id: string, data: unknown = {}): void {
    this.ears.get(name)?.(new MessageEvent(name, { data: JSON.stringify(data), lastEventId: id }))
  }
  fail(): void {
    this.readyState = 2
    this.onerror?.()
  }
}

const change = (id: string, more: Partial<Change> = {}): Change => ({ event: id, noun: 'case', id, kind: 'filed', actor: '王', own: false, at: '2026-11-23T02:00:00Z', ...more })
const open: (() => void)[] = []
function page<T>(setup: () => T): T {
  let made!: T
  const wrapper = mount(defineComponent({ setup: () => ((made = setup()), () => h('i')) }))
  open.push(() => wrapper.unmount())
  return made
}
function hide(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Line)
  Line.lines = []
})
afterEach(() => {
  open.splice(0).forEach((leave) => leave())
  vi.advanceTimersByTime(1000)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the stream', () => {
  it('is one for all who listen, and each hears what they asked for', () => {
    const [cases, sites] = [[] as News[], [] as News[]]
    page(() => useLive('case', (n) => cases.push(n)))
    page(() => useLive(['site', 'node'], (n) => sites.push(n)))
    expect(Line.lines).toHaveLength(1)
    Line.now.say('beat', 'e0')
    Line.now.say('change', 'e1', change('a'))
    Line.now.say('change', 'e2', change('s', { noun: 'site' }))
    vi.advanceTimersByTime(100)
    expect(cases.map((n) => n.changes.map((c) => c.id))).toEqual([['a']])
    expect(sites.map((n) => n.changes.map((c) => c.id))).toEqual([['s']])
    Line.now.say('lost', 'e3')
    vi.advanceTimersByTime(100)
    expect([cases[1]?.lost, sites[1]?.lost]).toEqual([true, true])
  })

  it('lets go of the line while out of sight, and takes it up after the last event', () => {
    page(() => useLive('case', () => undefined))
    Line.now.say('beat', 'e7')
    hide(true)
    expect(Line.now.readyState).toBe(2)
    hide(false)
    expect(Line.lines).toHaveLength(2)
    expect(Line.now.url).toBe('/api/v1/stream?after=e7')
  })

  it('begins anew when it was refused, later each time, and has the session looked at once', () => {
    const broken = vi.fn()
    onBroken(broken)
    page(() => useLive('case', () => undefined))
    Line.now.fail()
    vi.advanceTimersByTime(1900)
    expect(Line.lines).toHaveLength(1)
    vi.advanceTimersByTime(200)
    expect(Line.lines).toHaveLength(2)
    Line.now.fail()
    vi.advanceTimersByTime(3900)
    expect(Line.lines).toHaveLength(2)
    vi.advanceTimersByTime(200)
    expect(Line.lines).toHaveLength(3)
    expect(broken).toHaveBeenCalledTimes(1)
    Line.now.onopen?.()
  })

  it('ends when nobody listens any more', () => {
    page(() => useLive('case', () => undefined))
    const line = Line.now
    open.splice(0).forEach((leave) => leave())
    vi.advanceTimersByTime(1000)
    expect(line.readyState).toBe(2)
  })
})

describe('a list', () => {
  it('counts what others changed, each thing once, and stays as it is until the reader asks', async () => {
    const data = shallowRef<unknown>('first')
    const reload = vi.fn(async () => void (data.value = 'second'))
    const { news, show } = page(() => useNews('case', { data, reload }))
    Line.now.say('beat', 'e0')
    Line.now.say('change', 'e1', change('a'))
    Line.now.say('change', 'e2', change('a', { kind: 'dispatched' }))
    Line.now.say('change', 'e3', change('b'))
    Line.now.say('change', 'e4', change('c', { own: true }))
    vi.advanceTimersByTime(100)
    expect(news.value).toBe(2)
    expect(reload).not.toHaveBeenCalled()
    await show()
    await flushPromises()
    expect([data.value, news.value]).toEqual(['second', 0])
  })

  it('says that much has changed when it cannot be counted', () => {
    const { news } = page(() => useNews('case', { data: shallowRef(), reload: async () => undefined }))
    Line.now.say('lost', 'e1')
    vi.advanceTimersByTime(100)
    expect(news.value).toBe(-1)
  })
})

describe('a page of figures', () => {
  it('is read anew in place, at most so often, and not while it is being edited', async () => {
    const reload = vi.fn(async () => undefined)
    const editing = ref(false)
    page(() => useFresh('case', { reload }, { held: () => editing.value, pause: 1000 }))
    Line.now.say('beat', 'e0')
    const happens = (id: string) => {
      Line.now.say('change', id, change(id))
      vi.advanceTimersByTime(100)
    }
    happens('a')
    happens('b')
    expect(reload).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1000)
    expect(reload).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(1000)
    editing.value = true
    await flushPromises()
    happens('c')
    expect(reload).toHaveBeenCalledTimes(2)
    editing.value = false
    await flushPromises()
    expect(reload).toHaveBeenCalledTimes(3)
  })
})
