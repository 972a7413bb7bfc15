import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { Refusal } from './refusal'
import { changedOf, contestedOf, useEdit, type Editing } from './useEdit'
import { useUndo } from './useUndo'

vi.mock('./client', () => ({
  api: { GET: vi.fn() },
  take: vi.fn(async () => ({ items: [{ id: '1', seq: 1, actor: '李', kind: 'begun', kind_name: '开始', at: '' }, { id: '2', seq: 2, actor: '王', kind: 'amended', kind_name: '修改', at: '' }] })),
}))

interface Thing {
  id: string
  version: number
  name: string
  days: number
}
type Fields = Pick<Thing, 'name' | 'days'>

/** A server that holds one thing and counts its versions. */
function world() {
  const server = { id: 't', version: 1, name: '旧名', days: 3 } as Thing
  const data = shallowRef<Thing | undefined>({ ...server })
  const write = vi.fn(async (version: number, changed: Partial<Fields>) => {
    if (version !== server.version) throw new Refusal('conflict')
    Object.assign(server, changed, { version: server.version + 1 })
    return { ...server }
  })
  const on: Editing<Thing, Fields> = {
    data,
    subject: (thing) => ({ noun: 'thing', id: thing.id }),
    versionOf: (thing) => thing.version,
    fieldsOf: ({ name, days }) => ({ name, days }),
    read: async () => ({ ...server }),
    write,
    apply: (thing, changed) => ({ ...thing, ...changed }),
  }
  const edit = useEdit(on)
  edit.begin()
  return { server, data, write, edit }
}

beforeEach(() => useUndo().dismiss())

describe('an edit', () => {
  it('sends only what was changed, shows it at once, and can be undone', async () => {
    const { data, write, edit, server } = world()
    edit.draft.value!.name = '新名'
    const saving = edit.save()
    expect(data.value?.name).toBe('新名')
    expect(await saving).toBe(true)
    expect(write).toHaveBeenCalledWith(1, { name: '新名' })
    const { offer, undo, state } = useUndo()
    expect(offer.value?.text).toBeTruthy()
    await undo()
    expect([server.name, data.value?.name, state.value]).toEqual(['旧名', '旧名', 'undone'])
  })

  it('is put back when it is refused, and stays open', async () => {
    const { data, write, edit } = world()
    write.mockRejectedValueOnce(new Refusal('refused'))
    edit.draft.value!.days = 0
    expect(await edit.save()).toBe(false)
    expect([data.value?.days, edit.draft.value?.days, edit.refusal.value?.kind]).toEqual([3, 0, 'refused'])
  })

  it('of nothing saves nothing', async () => {
    const { write, edit } = world()
    expect(await edit.save()).toBe(true)
    expect(write).not.toHaveBeenCalled()
  })
})

describe('a conflict', () => {
  async function met() {
    const w = world()
    Object.assign(w.server, { version: 2, name: '他名' })
    w.edit.draft.value!.name = '我名'
    w.edit.draft.value!.days = 5
    expect(await w.edit.save()).toBe(false)
    await flushPromises()
    return w
  }

  it('says who changed what since it was read', async () => {
    const { edit, data } = await met()
    const conflict = edit.conflict.value
    expect(conflict?.since.map((e) => e.actor)).toEqual(['王'])
    expect(conflict?.fields).toEqual([
      { key: 'name', before: '旧名', mine: '我名', theirs: '他名', clash: true },
      { key: 'days', before: 3, mine: 5, theirs: 3, clash: false },
    ])
    expect(data.value?.name).toBe('他名')
  })

  it('is settled field by field', async () => {
    const { edit, server } = await met()
    expect(await edit.settle({ name: 'theirs', days: 'mine' })).toBe(true)
    expect([server.name, server.days, server.version]).toEqual(['他名', 5, 3])
    expect([edit.conflict.value, edit.draft.value]).toEqual([undefined, undefined])
  })

  it('keeps theirs without writing', async () => {
    const { edit, write } = await met()
    write.mockClear()
    expect(await edit.settle({ name: 'theirs', days: 'theirs' })).toBe(true)
    expect(write).not.toHaveBeenCalled()
  })

  it('may be met again while it is being settled', async () => {
    const { edit, server } = await met()
    Object.assign(server, { version: 3, days: 9 })
    expect(await edit.settle({ name: 'mine', days: 'mine' })).toBe(false)
    expect(edit.conflict.value?.fields.find((f) => f.key === 'days')).toMatchObject({ mine: 5, theirs: 9 })
  })
})

describe('fields', () => {
  it('differ by what they hold', () => {
    expect(changedOf({ a: [1], b: null as string | null }, { a: [1], b: '' })).toEqual({ b: '' })
    expect(contestedOf({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 2, b: 1 })).toEqual([{ key: 'a', before: 1, mine: 2, theirs: 2, clash: false }])
  })
})
