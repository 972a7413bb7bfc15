import { describe, expect, it } from 'vitest'
import type { DistrictMap } from '@/shared/api/types'
import { sourcesOf } from './draw'
import { noScore, steps, tokenOf } from './scale'

describe('the score scale', () => {
  it.each([
    [0, '--score-1'],
    [59.99, '--score-1'],
    [60, '--score-2'],
    [80, '--score-4'],
    [94.999, '--score-5'],
    [95, '--score-6'],
    [120, '--score-6'],
    [undefined, noScore],
    [Number.NaN, noScore],
  ])('%s is drawn in %s', (score, token) => {
    expect(tokenOf(score)).toBe(token)
  })

  it('rises, so that the legend reads from low to high', () => {
    const froms = steps.map((s) => s.from)
    expect([...froms].sort((a, b) => a - b)).toEqual(froms)
  })

  it('draws the chosen level as areas and those above it as outlines', () => {
    const node = (level: number, score: string | null) => ({ type: 'Feature', geometry: null, properties: { id: String(level), level, score } })
    const data = { nodes: { type: 'FeatureCollection', features: [node(1, '90'), node(2, null), node(3, '171/2')] }, sites: { type: 'FeatureCollection', features: [] } }
    const drawn = sourcesOf(data as unknown as DistrictMap, 2)
    expect(drawn.nodes.features.map((f) => f.properties.mark)).toEqual([-1])
    expect(drawn.outlines.features.map((f) => f.properties.level)).toEqual([1])
    expect(sourcesOf(data as unknown as DistrictMap, 3).nodes.features[0]?.properties.mark).toBe(85.5)
  })
})
