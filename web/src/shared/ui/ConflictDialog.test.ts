import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { Conflict } from '@/shared/api/useEdit'
import { i18n, speak } from '@/shared/i18n'
import ConflictDialog from './ConflictDialog.vue'

speak('zh-CN')
const conflict: Conflict = {
  theirs: {},
  fields: [
    { key: 'name', before: '旧名', mine: '我名', theirs: '他名', clash: true },
    { key: 'days', before: 3, mine: 5, theirs: 3, clash: false },
    { key: 'note', before: null, mine: null, theirs: '新', clash: false },
  ],
  since: [{ id: '2', seq: 2, at: '2026-11-23T02:00:00Z', actor: '王明', kind: 'amended', kind_name: '修改' }],
}
const names: Record<string, string> = { name: '名称', days: '天数', note: '备注' }

async function opened() {
  const page = mount(ConflictDialog, { attachTo: document.body, global: { plugins: [i18n] }, props: { conflict, nameOf: (key: string) => names[key] ?? key } })
  await flushPromises()
  return page
}
const button = (text: string) => [...document.querySelectorAll('button')].find((b) => b.textContent?.includes(text))
const checked = () => [...document.querySelectorAll<HTMLInputElement>('input[type=radio]:checked')].map((i) => `${i.name}=${i.value}`)

afterEach(() => (document.body.innerHTML = ''))

describe('ConflictDialog', () => {
  it('says who did what, and shows both sides of each field', async () => {
    const page = await opened()
    const text = document.body.textContent ?? ''
    for (const said of ['王明', '修改', '名称', '旧名', '我名', '他名', '（空）']) expect(text).toContain(said)
    page.unmount()
  })

  it('proposes what only one of the two changed, and theirs where both did', async () => {
    const page = await opened()
    expect(checked()).toEqual(['keep-name=theirs', 'keep-days=mine', 'keep-note=theirs'])
    document.querySelector<HTMLInputElement>('input[name=keep-name][value=mine]')?.click()
    await flushPromises()
    button('按所选保存')?.click()
    expect(page.emitted('settle')?.[0]).toEqual([{ name: 'mine', days: 'mine', note: 'theirs' }])
    page.unmount()
  })

  it.each([
    ['全部用对方的', 'theirs'],
    ['全部用我的', 'mine'],
  ])('%s', async (text, choice) => {
    const page = await opened()
    button(text)?.click()
    expect(page.emitted('settle')?.[0]).toEqual([{ name: choice, days: choice, note: choice }])
    page.unmount()
  })
})
