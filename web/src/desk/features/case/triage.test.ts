import { expect, it } from 'vitest'
import type { CaseDetail } from '@/shared/api/types'
import { actionOfKey } from './triage'

const may = (...actions: string[]) => ({ allowed: actions.map((action) => ({ action, needs: [] })) }) as unknown as Pick<CaseDetail, 'allowed'>

it('a key does what the server allows and nothing else', () => {
  expect(actionOfKey('f', may('file', 'decline'))).toEqual({ action: 'filing', passed: true })
  expect(actionOfKey('R', may('file', 'decline'))).toEqual({ action: 'declining', passed: true })
  expect(actionOfKey('r', may('check'))).toEqual({ action: 'check', passed: false })
  expect(actionOfKey('p', may('check'))).toEqual({ action: 'check', passed: true })
  expect(actionOfKey('d', may('file'))).toBeUndefined()
  expect(actionOfKey('x', may('file'))).toBeUndefined()
})
