import { describe, expect, it } from 'vitest'
import { doRows, type RowResult } from './batch'
import { columnsOf, usualColumns } from './columns'

const rows = (): RowResult[] => ['a', 'b', 'c'].map((id) => ({ id, name: id, state: 'waiting', text: '' }))
const told = (all: RowResult[]) => all.map((r) => `${r.id} ${r.state} ${r.text}`)

describe('a batch', () => {
  it('does every row and leaves the others when one is refused', async () => {
    const all = rows()
    const deed = (row: RowResult) => (row.id === 'b' ? Promise.reject(new Error('no')) : Promise.resolve('unit'))
    await doRows(all, deed, () => false, (cause) => (cause as Error).message)
    expect(told(all)).toEqual(['a done unit', 'b refused no', 'c done unit'])
    const done: string[] = []
    await doRows(all, (row) => (done.push(row.id), Promise.resolve('again')), () => false, String)
    expect(done).toEqual(['b'])
  })

  it('stops where it is told to', async () => {
    const all = rows()
    let asked = 0
    await doRows(all, () => Promise.resolve(''), () => asked++ > 0, String)
    expect(told(all)).toEqual(['a done ', 'b waiting ', 'c waiting '])
  })
})

it('a choice of columns keeps their order and forgets what it does not know', () => {
  expect(columnsOf(null)).toEqual(usualColumns)
  expect(columnsOf('lost,site,nonsense')).toEqual(['site', 'lost'])
  expect(columnsOf('')).toEqual([])
})
