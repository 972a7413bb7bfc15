import { describe, expect, it } from 'vitest'
import { actionOf, missing, noWords } from './actions'
import { filterOf } from './filter'

describe('what may be done to a case', () => {
  it.each([
    ['file', 'filing'],
    ['dispatch', 'dispatch'],
    ['accept', 'acceptance'],
    ['rectify', 'rectification'],
    ['fix_on_spot', 'on_spot'],
    ['check', 'check'],
    ['decline', 'declining'],
    ['void', 'voiding'],
    ['withdraw', 'withdrawal'],
    ['remind', 'reminder'],
    ['extend', 'extension'],
    ['merge', undefined],
    ['teleport', undefined],
  ])('the server says %s, the screen offers %s', (name, action) => {
    expect(actionOf(name)).toBe(action)
  })

  it.each([
    ['rectification', {}, 'case.needMeasures'],
    ['rectification', { measures: '  ' }, 'case.needMeasures'],
    ['rectification', { measures: '已清理' }, undefined],
    ['check', { passed: true }, undefined],
    ['check', { passed: false }, 'case.needReason'],
    ['declining', {}, 'case.needReason'],
    ['voiding', { reason: '重复' }, undefined],
    ['acceptance', {}, undefined],
    ['reminder', { note: ' ' }, 'case.needReminder'],
    ['reminder', { note: '请今日办结' }, undefined],
    ['extension', {}, 'case.needReason'],
    ['withdrawal', { reason: '派错' }, undefined],
  ] as const)('%s with %o lacks %s', (action, words, lack) => {
    expect(missing(action, { ...noWords(), ...words })).toBe(lack)
  })
})

describe('the filters of an address', () => {
  it('are passed on by name, and only those that are known', () => {
    expect(filterOf({ state: 'filed,dispatched', overdue: 'true', open: 'no', page: '3', q: '' })).toEqual({ state: 'filed,dispatched', overdue: true })
  })

  it('take the first way of saying something, not a list', () => {
    expect(filterOf({ unit: ['a', 'b'] })).toEqual({})
  })
})
