import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { i18n, speak } from '@/shared/i18n'
import type { Shot } from '@/shared/photo/photo'
import PhotoAdd from './PhotoAdd.vue'
import PhotoCompare from './PhotoCompare.vue'
import QrCode from './QrCode.vue'

// Nothing is sent from here.
vi.mock('@/shared/photo/photo', async (original) => ({ ...(await original<object>()), sendPhoto: () => new Promise(() => undefined) }))

const global = { plugins: [i18n] }
const shot = (digit: string, at: string): Shot => ({ sha256: digit.repeat(64), width: 800, height: 600, at, place: '石桥社区' })
const before = [shot('a', '2026-11-20T01:00:00Z'), shot('b', '2026-11-20T01:01:00Z')]
const after = [shot('c', '2026-11-22T01:00:00Z')]

beforeEach(() => {
  speak('zh-CN')
  URL.createObjectURL = () => 'blob:x'
})

describe('PhotoCompare', () => {
  it('says when and where under each picture, and enlarges both together', async () => {
    const page = mount(PhotoCompare, { global, props: { before, after, label: '整改前后对比' } })
    expect(page.find('[data-side=before] figcaption').text()).toBe('整改前2026年11月20日 09:00 · 石桥社区')
    expect(page.find('[data-side=after] figcaption').text()).toContain('2026年11月22日')
    await page.find('.stage').trigger('keydown', { key: '+' })
    const looks = page.findAll('figure > .frame > img').map((img) => img.attributes('style'))
    expect(looks).toHaveLength(2)
    expect(looks[0]).toContain('scale(1.5)')
    expect(looks[1]).toBe(looks[0])
  })

  it('lays one over the other and parts them where the slider stands', async () => {
    const page = mount(PhotoCompare, { global, props: { before, after, label: '对比' } })
    await page.findAll('[role=group] button').find((b) => b.text() === '叠放对比')?.trigger('click')
    await page.find('input[type=range]').setValue('30')
    expect(page.find('.front').attributes('style')).toContain('inset(0 0 0 30%)')
  })

  it('chooses among several, and says so where one side is missing', async () => {
    const page = mount(PhotoCompare, { global, props: { before, after: [], label: '对比' } })
    expect(page.find('[data-side=after]').text()).toContain('尚无整改后照片')
    expect(page.find('input[type=range]').exists()).toBe(false)
    await page.findAll('.others button')[1]?.trigger('click')
    expect(page.find('[data-side=before] .frame img').attributes('src')).toContain('b'.repeat(64))
  })
})

describe('PhotoAdd', () => {
  it('takes pasted pictures, nothing else, and stops when there is no room', async () => {
    const page = mount(PhotoAdd, { global, props: { modelValue: [], label: '整改后照片', most: 1 } })
    const paste = (type: string) => {
      const event = new Event('paste', { cancelable: true })
      Object.assign(event, { clipboardData: { files: [new File(['x'], 'x', { type })] } })
      document.dispatchEvent(event)
    }
    paste('text/plain')
    expect(page.emitted('busy')).toBeUndefined()
    paste('image/png')
    await page.vm.$nextTick()
    expect(page.emitted('busy')).toEqual([[true]])
    expect(page.find('.choose').attributes('disabled')).toBeDefined()
    paste('image/png')
    await page.vm.$nextTick()
    expect(page.text()).toContain('最多 1 张，有 1 张没有加入')
    page.unmount()
  })
})

describe('QrCode', () => {
  it('draws the three corner squares and a quiet margin', () => {
    const page = mount(QrCode, { global, props: { text: 'https://wangge.local/s/A-01', label: '二维码' } })
    const d = page.find('path').attributes('d') ?? ''
    expect(page.find('svg').attributes('aria-label')).toBe('二维码')
    expect(d).toContain('M4 4h1v1h-1z')
    expect(d).not.toContain('M3 ')
  })
})
