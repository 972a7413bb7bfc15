import { expect, it } from 'vitest'
import { csvOf } from './keepCsv'

it('quotes what needs it, marks the encoding and never makes a formula', () => {
  expect(csvOf([['名称', '说"明"'], ['甲,乙', '=1+1'], ['-3.5', '-x']])).toBe('\ufeff名称,"说""明"""\r\n"甲,乙",\'=1+1\r\n-3.5,\'-x\r\n')
})
