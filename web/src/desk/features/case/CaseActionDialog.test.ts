import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '@/shared/api/refusal'
import type { CaseDetail } from '@/shared/api/types'
import { i18n, speak } from '@/shared/i18n'
import CaseActions from './CaseActions.vue'

vi.mock('../site/useSiteChoices', () => ({ useSiteChoices: () => ({ units: [] }) }))
speak('zh-CN')
const detail = (version: number, allowed: string[] = ['rectify']) => ({ version, description: '路面积水', number: 'A-1', state_name: '处置中', allowed: allowed.map((action) => ({ action, needs: [] })) }) as unknown as CaseDetail
const field = () => document.querySelector<HTMLTextAreaElement>('textarea[name=measures]')
const deed = () => [...document.querySelectorAll<HTMLButtonElement>('.el-dialog__footer button')].at(-1)

async function writing() {
  const page = mount(CaseActions, { attachTo: document.body, global: { plugins: [i18n] }, props: { detail: detail(3), open: 'rectification', acting: false } })
  await page.setProps({ open: undefined })
  await page.setProps({ open: 'rectification' })
  await flushPromises()
  const area = field()
  if (!area) throw new Error('no field')
  area.value = '已疏通下水口'
  area.dispatchEvent(new Event('input'))
  await flushPromises()
  return page
}

afterEach(() => (document.body.innerHTML = ''))

describe('a step being written while the case changes', () => {
  it('keeps the words, and says that the case changed', async () => {
    const page = await writing()
    expect(document.querySelector('[data-said=changed]')).toBeNull()
    await page.setProps({ detail: detail(4) })
    await flushPromises()
    expect(field()?.value).toBe('已疏通下水口')
    expect(document.querySelector('[data-said=changed]')?.textContent).toContain('案卷已被他人更新')
    deed()?.click()
    expect(page.emitted('act')?.[0]).toMatchObject(['rectification', { measures: '已疏通下水口' }])
    page.unmount()
  })

  it('says once that another was faster', async () => {
    const page = await writing()
    await page.setProps({ refusal: new Refusal('conflict', { title: '冲突', detail: '请刷新后再操作' } as never) })
    await flushPromises()
    expect(document.querySelector('[role=alert]')?.textContent).toContain('请刷新后再操作')
    await page.setProps({ detail: detail(4) })
    await flushPromises()
    expect(document.querySelector('[role=alert]')).toBeNull()
    expect(document.querySelector('[data-said=changed]')).not.toBeNull()
    page.unmount()
  })

  it('keeps the words and sends nothing once the step is no longer possible', async () => {
    const page = await writing()
    await page.setProps({ detail: detail(4, []) })
    await flushPromises()
    expect(field()?.value).toBe('已疏通下水口')
    expect(document.querySelector('[data-said=changed]')?.textContent).toContain('不能再')
    expect(deed()?.disabled).toBe(true)
    page.unmount()
  })
})
