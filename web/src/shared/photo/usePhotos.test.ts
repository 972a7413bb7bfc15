import { effectScope } from 'vue'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '@/shared/api/refusal'
import { hashOf } from './photo'
import { usePhotos, type Posting } from './usePhotos'

const file = (name: string, text = name) => new File([text], name, { type: 'image/jpeg' })

function begin(send: Posting['send'], most = 3) {
  const scope = effectScope()
  const photos = scope.run(() => usePhotos(() => most, { hashOf: async (f) => `hash of ${await f.text()}`, send }))
  if (!photos) throw new Error('no scope')
  return { ...photos, end: () => scope.stop() }
}

beforeEach(() => {
  URL.createObjectURL = () => 'blob:x'
  URL.revokeObjectURL = () => undefined
})

describe('photographs being added', () => {
  it('are sent one after another, and those that arrived can be attached', async () => {
    const seen: string[] = []
    const photos = begin(async (_, hash, progress) => {
      seen.push(hash)
      progress(0.5)
    })
    expect(photos.add([file('a'), file('b')])).toBe(0)
    expect(photos.busy.value).toBe(true)
    await flushPromises()
    expect(seen).toEqual(['hash of a', 'hash of b'])
    expect(photos.hashes.value).toEqual(['hash of a', 'hash of b'])
    expect(photos.busy.value).toBe(false)
  })

  it('leave out what does not fit, and the same one twice', async () => {
    const photos = begin(async () => undefined)
    expect(photos.add([file('a'), file('b'), file('c'), file('d')])).toBe(1)
    photos.remove(photos.items.value[2]?.key ?? 0)
    photos.add([file('again', 'a')])
    await flushPromises()
    expect(photos.hashes.value).toEqual(['hash of a', 'hash of b'])
    expect(photos.room.value).toBe(1)
  })

  it('keep the sentence of a refusal and may be tried again', async () => {
    const problem = { type: 'x', title: 'x', status: 422, code: 'invalid', detail: '照片文件已损坏。' }
    let broken = true
    const photos = begin(async () => {
      if (broken) throw new Refusal('refused', problem)
    })
    photos.add([file('a')])
    await flushPromises()
    expect(photos.items.value[0]?.refusal?.problem?.detail).toBe('照片文件已损坏。')
    expect(photos.hashes.value).toEqual([])
    broken = false
    photos.retry(photos.items.value[0]?.key ?? 0)
    await flushPromises()
    expect(photos.hashes.value).toEqual(['hash of a'])
  })

  it('are called off when they are removed or the form goes away', async () => {
    const called = vi.fn()
    const photos = begin((_f, _h, _p, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => (called(), reject(new DOMException('off', 'AbortError'))))))
    photos.add([file('a')])
    await flushPromises()
    photos.end()
    expect(called).toHaveBeenCalledOnce()
    expect(photos.items.value).toEqual([])
  })
})

describe('the hash of a file', () => {
  it('is its SHA-256, also without the browser’s own', async () => {
    expect(await hashOf(new Blob(['abc']))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
