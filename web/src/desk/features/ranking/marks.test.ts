import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { i18n } from '@/shared/i18n'
import RankingMoved from './RankingMoved.vue'
import RankingStreak from './RankingStreak.vue'

const global = { plugins: [i18n] }
const moved = (rank: number, previous_rank: number | null, compared = true) => mount(RankingMoved, { props: { row: { rank, previous_rank }, compared }, global }).text()

it('movement is told by a mark and in words', () => {
  i18n.global.locale.value = 'zh-CN'
  expect(moved(1, 3)).toContain('▲2')
  expect(moved(1, 3)).toContain('上升 2 位')
  expect(moved(3, 2)).toContain('▼1')
  expect(moved(2, 2)).toContain('持平')
  expect(moved(2, null)).toContain('新')
  expect(moved(2, null, false)).toContain('—')
})

it('once is no streak, twice is, and each end has its words', () => {
  const shown = (length: number, end: 'top' | 'bottom') => mount(RankingStreak, { props: { streak: { length, end, since: '2026-W45' } }, global }).text()
  expect(shown(1, 'top')).toBe('')
  expect(shown(2, 'top')).toContain('2')
  expect(shown(3, 'bottom')).not.toBe(shown(3, 'top'))
  expect(mount(RankingStreak, { props: { streak: null }, global }).text()).toBe('')
})
