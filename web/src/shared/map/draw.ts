import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import type { DistrictMap } from '@/shared/api/types'
import { sizeOfText } from '@/shared/ui/figure'
import { colourOf, noScore, steps } from './scale'

/** Places a score on the step scale; −1 stands for "no score". */
function scored<P extends { score?: string | null }>(props: P) {
  return { ...props, mark: sizeOfText(props.score) ?? -1 }
}

/** The server's collections with a number to draw by. */
export function sourcesOf(data: DistrictMap, level: number) {
  const nodes = data.nodes.features.filter((f) => f.properties.level === level)
  const outlines = data.nodes.features.filter((f) => f.properties.level < level)
  const collect = <F extends { properties: { score?: string | null } }>(features: F[]) => ({
    type: 'FeatureCollection' as const,
    features: features.map((f) => ({ ...f, properties: scored(f.properties) })),
  })
  return { nodes: collect(nodes), outlines: collect(outlines), sites: collect(data.sites.features) }
}

function scale(): ExpressionSpecification {
  const [first, ...rest] = steps
  const above = rest.flatMap((s) => [s.from, colourOf(s.colour)])
  const colours = ['step', ['get', 'mark'], colourOf(first?.colour ?? noScore), ...above] as unknown as ExpressionSpecification
  return ['case', ['<', ['get', 'mark'], 0], colourOf(noScore), colours] as unknown as ExpressionSpecification
}

const empty = { type: 'FeatureCollection' as const, features: [] }

/** A map without a base map: the district itself is the ground. */
export function blankStyle(): StyleSpecification {
  return {
    version: 8,
    sources: {
      nodes: { type: 'geojson', data: empty, promoteId: 'id' },
      outlines: { type: 'geojson', data: empty },
      sites: { type: 'geojson', data: empty, promoteId: 'id' },
    },
    layers: [
      { id: 'ground', type: 'background', paint: {} },
      { id: 'nodes', type: 'fill', source: 'nodes' },
      { id: 'node-edges', type: 'line', source: 'nodes' },
      { id: 'outlines', type: 'line', source: 'outlines' },
      { id: 'node-picked', type: 'line', source: 'nodes' },
      { id: 'sites', type: 'circle', source: 'sites' },
    ],
  }
}

/** Paints the layers in the present theme's tokens. */
export function paint(map: MapLibre): void {
  const sheet = colourOf('--sheet')
  const ink = colourOf('--ink')
  const picked = ['boolean', ['feature-state', 'picked'], false] as ExpressionSpecification
  map.setPaintProperty('ground', 'background-color', colourOf('--sheet-2'))
  map.setPaintProperty('nodes', 'fill-color', scale())
  map.setPaintProperty('nodes', 'fill-opacity', 0.62)
  map.setPaintProperty('node-edges', 'line-color', sheet)
  map.setPaintProperty('node-edges', 'line-width', 0.8)
  map.setPaintProperty('outlines', 'line-color', ink)
  map.setPaintProperty('outlines', 'line-opacity', 0.55)
  map.setPaintProperty('outlines', 'line-width', ['match', ['get', 'level'], 1, 1.8, 2, 1.1, 0.5])
  map.setPaintProperty('node-picked', 'line-color', ink)
  map.setPaintProperty('node-picked', 'line-width', ['case', picked, 2.5, 0])
  map.setPaintProperty('sites', 'circle-radius', ['interpolate', ['linear'], ['zoom'], 10, 4, 15, 8])
  map.setPaintProperty('sites', 'circle-color', scale())
  map.setPaintProperty('sites', 'circle-stroke-width', ['case', ['>', ['get', 'overdue'], 0], 2.5, 1.25])
  map.setPaintProperty('sites', 'circle-stroke-color', ['case', ['>', ['get', 'overdue'], 0], colourOf('--alert'), ink])
}

/** Hands new data to the drawn map. */
export function fill(map: MapLibre, data: DistrictMap, level: number): void {
  const sources = sourcesOf(data, level)
  for (const [name, value] of Object.entries(sources)) {
    const source = map.getSource(name) as GeoJSONSource | undefined
    void source?.setData(value as Parameters<GeoJSONSource['setData']>[0])
  }
}
