import { expect, it } from 'vitest'
import { stampLines } from './photo'

const said = { at: '11月26日 09:00', by: '赵督查', site: '东大街', about: '路面整洁', where: '114.05000, 38.10000 ±12 m' }
const all = { time: true, place: true, site: true, inspector: true, item: true }

it('prints everything where no round says otherwise', () => {
  expect(stampLines(said)).toEqual(['11月26日 09:00  赵督查', '东大街 · 路面整洁', '114.05000, 38.10000 ±12 m'])
  expect(stampLines({ ...said, site: undefined })).toEqual(['11月26日 09:00  赵督查', '路面整洁', '114.05000, 38.10000 ±12 m'])
})

it('leaves out part by part what a round does not print, and nothing else', () => {
  expect(stampLines(said, { ...all, inspector: false })[0]).toBe('11月26日 09:00')
  expect(stampLines(said, { ...all, time: false })[0]).toBe('赵督查')
  expect(stampLines(said, { ...all, site: false })[1]).toBe('路面整洁')
  expect(stampLines(said, { ...all, item: false })[1]).toBe('东大街')
  expect(stampLines(said, { ...all, place: false })).toHaveLength(2)
  expect(stampLines(said, { ...all, time: false, inspector: false })).toEqual(['东大街 · 路面整洁', said.where])
  expect(stampLines(said, { time: false, place: false, site: false, inspector: false, item: false })).toEqual([])
})
