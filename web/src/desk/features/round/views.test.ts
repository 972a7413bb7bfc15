import { expect, it } from 'vitest'
import { viewsOf } from './views'

it('a round shows what is needed at its stage, and never a score to who may not see one', () => {
  const office = ['view_round', 'view_visit', 'view_score', 'open_round'] as const
  expect(viewsOf({ state: 'planned', visited: 0 }, office)[0]).toBe('plan')
  expect(viewsOf({ state: 'open', visited: 3 }, office)[0]).toBe('progress')
  expect(viewsOf({ state: 'closed', visited: 54 }, office)[0]).toBe('results')
  const inspector = viewsOf({ state: 'closed', visited: 54 }, ['view_round', 'view_visit'])
  expect(inspector).toEqual(['progress', 'visits', 'plan'])
})
