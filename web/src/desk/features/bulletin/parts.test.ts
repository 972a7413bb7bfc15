import { expect, it } from 'vitest'
import { linesBehind, type Facts } from './parts'

const problem = (case_id: string, state: string, overdue = false) => ({ case_id, number: case_id, description: '', state, overdue })
const facts: Facts = {
  week: '2026-W47',
  scope: [{ type_code: 'road', name: { zh: '道路' }, visited: [{ site_id: 's', code: 'R-1', name: { zh: '人民路' }, visit_id: 'v' }] }],
  problems: [
    { unit: { unit_id: 'a', name: { zh: '甲' } }, places: [{ place: { zh: '地' }, problems: [problem('1', 'closed'), problem('2', 'rectified'), problem('3', 'in_hand', true)] }] },
    { unit: { unit_id: 'b', name: { zh: '乙' } }, places: [{ place: { zh: '方' }, problems: [problem('4', 'dispatched')] }] },
  ],
}

it('each figure of the bulletin opens the cases it counted', () => {
  const behind = (part: string) => linesBehind(facts, part, (w) => w.zh).map((l) => l.key).join('')
  const table: [string, string][] = [['counts:a:handed_over', '123'], ['counts::handed_over', '1234'], ['counts:a:fixed', '12'], ['counts:a:fixed_rate', '12'], ['counts:a:closed', '1'], ['counts::open', '34'], ['counts:a:overdue', '3'], ['scope:road', 's'], ['scope:', 's'], ['rank:g:a:', '']]
  for (const [part, keys] of table) expect(behind(part), part).toBe(keys)
})
