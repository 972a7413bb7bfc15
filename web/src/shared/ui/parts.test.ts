import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/shared/api/refusal'
import { i18n, speak } from '@/shared/i18n'
import DeltaShow from './DeltaShow.vue'
import LightMark from './LightMark.vue'
import LoadState from './LoadState.vue'
import { setNow } from './useNow'

const global = { plugins: [i18n] }
beforeEach(() => {
  speak('zh-CN')
  setNow('2026-11-23T00:00:00Z')
})

describe('LoadState', () => {
  it('shows lines while waiting, then the content', async () => {
    const page = mount(LoadState, { global, props: { pending: true, has: false }, slots: { default: '<b>内容</b>' } })
    expect(page.find('[role=status]').text()).toContain('正在读取')
    expect(page.text()).not.toContain('内容')
    await page.setProps({ pending: false, has: true })
    expect(page.text()).toContain('内容')
  })

  it("shows the server's own sentence and offers to try again", async () => {
    const problem = { type: 'about:blank', title: '拒绝', status: 422, code: 'no_such_week', detail: '2026 年没有第 60 周。' }
    const page = mount(LoadState, { global, props: { pending: false, has: false, refusal: new Refusal('refused', problem) } })
    expect(page.find('[role=alert]').text()).toContain('2026 年没有第 60 周。')
    await page.find('button').trigger('click')
    expect(page.emitted('retry')).toHaveLength(1)
  })

  it('does not offer to retry what is not ours to see, and keeps what was read', () => {
    const page = mount(LoadState, { global, props: { pending: false, has: true, refusal: new Refusal('forbidden') }, slots: { default: '旧内容' } })
    expect(page.find('button').exists()).toBe(false)
    expect(page.text()).toContain('无权查看')
    expect(page.text()).toContain('旧内容')
  })

  it('says when there is nothing', () => {
    const page = mount(LoadState, { global, props: { pending: false, has: true, empty: true, emptyText: '没有案卷' } })
    expect(page.text()).toBe('没有案卷')
  })
})

describe('LightMark', () => {
  it.each([
    [{ light: 'red', deadline: '2026-11-21T22:00:00Z' }, '■已逾期 1 天 2 小时'],
    [{ light: 'yellow', deadline: '2026-11-23T03:00:00Z' }, '▲还剩 3 小时'],
    [{ light: 'green', deadline: '2026-11-23T00:20:00Z' }, '●还剩 20 分钟'],
    [{ light: 'green', closed: true }, '✓已结'],
    [{ light: 'red', closed: true }, '■逾期结案'],
    [{ light: 'none' }, '○无期限'],
  ])('%o reads %s', (props, text) => {
    expect(mount(LightMark, { global, props }).text()).toBe(text)
  })
})

describe('DeltaShow', () => {
  it('says in words what the arrow shows', () => {
    const page = mount(DeltaShow, { global, props: { change: { shown: '-1.23' } } })
    expect(page.find('.sr-only').text()).toBe('下降 1.23')
    expect(page.find('[aria-hidden]').text()).toBe('▼1.23')
  })
})
