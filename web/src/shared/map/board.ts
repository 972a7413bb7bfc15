import type { ExpressionSpecification, FilterSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import type { ChessboardNode, Campaign } from '@/shared/api/types'
import { isPercent, textOf, valueOf, type Metric } from './metric'
import { colourOf, noScore, type Step } from './scale'
import { scalesOf } from './scales'
import { outlineOf } from './shape'

/** The layers a reader can switch. */
export const switches = ['nodes', 'sites', 'cases', 'merchants'] as const
export type Layer = (typeof switches)[number]

/** The layers of the style each switch stands for. */
const partsOf: Record<Layer, readonly string[]> = {
  nodes: ['nodes', 'node-edges', 'labels'],
  sites: ['sites', 'site-counts'],
  cases: ['cases'],
  merchants: ['merchants'],
}

/** The layers of text that can wait while the map is moved. */
export const texts = ['labels', 'site-counts'] as const

const expression = (e: unknown) => e as ExpressionSpecification
const state = (name: string) => ['boolean', ['feature-state', name], false]
const empty = { type: 'FeatureCollection' as const, features: [] }
const fonts = { 'text-font': ['Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'] }

function tiles(layer: Layer) {
  const to = `${window.location.origin}/api/v1/tiles/${layer}/{z}/{x}/{y}`
  return { type: 'vector' as const, tiles: [to], maxzoom: 17, promoteId: 'id' }
}

/** The district's own tiles over the base map the office has set, if any. */
export function boardStyle(base: Campaign['base_tiles']): StyleSpecification {
  const under = (base?.layers ?? []).map((template, i) => ({ id: `base-${i}`, template: template.startsWith('/') ? window.location.origin + template : template }))
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(under.map((u) => [u.id, { type: 'raster' as const, tiles: [u.template], tileSize: 256, maxzoom: base?.max_zoom ?? 18, attribution: base?.attribution ?? '' }])),
      nodes: tiles('nodes'),
      sites: tiles('sites'),
      cases: tiles('cases'),
      merchants: tiles('merchants'),
      labels: { type: 'geojson', data: empty },
      shape: { type: 'geojson', data: empty },
      marked: { type: 'geojson', data: empty },
    },
    // Without it a change of paint is drawn over many frames.
    transition: { duration: 0, delay: 0 },
    layers: [
      { id: 'ground', type: 'background', paint: {} },
      ...under.map((u) => ({ id: u.id, type: 'raster' as const, source: u.id })),
      { id: 'nodes', type: 'fill', source: 'nodes', 'source-layer': 'nodes' },
      { id: 'node-edges', type: 'line', source: 'nodes', 'source-layer': 'nodes' },
      { id: 'outlines', type: 'line', source: 'nodes', 'source-layer': 'outlines' },
      // Drawn only while a node is marked: an edge of no width costs as much as any other.
      { id: 'node-marked', type: 'line', source: 'nodes', 'source-layer': 'nodes', paint: { 'line-opacity': 0 } },
      { id: 'shape', type: 'fill', source: 'shape' },
      { id: 'shape-edge', type: 'line', source: 'shape', paint: { 'line-dasharray': [3, 2], 'line-width': 2 } },
      { id: 'merchants', type: 'symbol', source: 'merchants', 'source-layer': 'merchants' },
      { id: 'sites', type: 'circle', source: 'sites', 'source-layer': 'sites' },
      { id: 'site-counts', type: 'symbol', source: 'sites', 'source-layer': 'sites', filter: ['>', ['get', 'count'], 1] as FilterSpecification },
      { id: 'labels', type: 'symbol', source: 'labels' },
      { id: 'cases', type: 'symbol', source: 'cases', 'source-layer': 'cases' },
      { id: 'marked', type: 'circle', source: 'marked' },
    ],
  }
}

/** The colour of a value on a scale. */
function coloured(scale: readonly Step[], value: unknown): ExpressionSpecification {
  const [first, ...rest] = scale
  const above = rest.flatMap((s) => [s.from, colourOf(s.colour)])
  return expression(['case', ['<', value, 0], colourOf(noScore), ['step', value, colourOf(first?.colour ?? noScore), ...above]])
}

/** What the drawing depends on. */
export interface Drawn {
  metric: Metric
  nodes: readonly ChessboardNode[]
  layers: readonly Layer[]
  shape: string
  based: boolean
}

/** Paints everything in the present theme's tokens. */
export function paintBoard(map: MapLibre, drawn: Drawn): void {
  const scales = scalesOf(drawn.metric, drawn.nodes)
  const [sheet, ink, alert] = [colourOf('--sheet'), colourOf('--ink'), colourOf('--alert')]
  const paint = (layer: string, values: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(values)) map.setPaintProperty(layer, name as never, value as never)
  }
  const layout = (layer: string, values: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(values)) map.setLayoutProperty(layer, name as never, value as never)
  }
  paint('ground', { 'background-color': colourOf('--sheet-2') })
  paint('nodes', { 'fill-color': coloured(scales.nodes, ['coalesce', ['feature-state', 'value'], -1]), 'fill-opacity': drawn.based ? 0.45 : 0.62, 'fill-antialias': false })
  paint('node-edges', { 'line-color': sheet, 'line-width': 0.8 })
  paint('outlines', { 'line-color': ink, 'line-opacity': 0.55, 'line-width': ['match', ['get', 'level'], 1, 1.8, 2, 1.1, 0.5] })
  paint('node-marked', { 'line-color': ink, 'line-width': ['case', state('marked'), 3, 0] })
  paint('shape', { 'fill-color': colourOf('--accent'), 'fill-opacity': 0.08 })
  paint('shape-edge', { 'line-color': colourOf('--accent') })
  const size = isPercent(drawn.metric) ? 5 : ['step', ['get', 'value'], 4, 1, 5, 3, 6.5, 6, 8]
  paint('sites', {
    'circle-radius': ['case', ['>', ['get', 'count'], 1], ['step', ['get', 'count'], 9, 10, 11, 100, 14], size],
    'circle-color': coloured(scales.sites, ['get', 'value']),
    'circle-stroke-width': ['case', state('marked'), 4, ['>', ['get', 'overdue'], 0], 2.5, 1.25],
    'circle-stroke-color': ['case', state('marked'), ink, ['>', ['get', 'overdue'], 0], alert, ink],
  })
  layout('site-counts', { ...fonts, 'text-field': ['to-string', ['get', 'count']], 'text-size': 11, 'text-allow-overlap': true, 'text-ignore-placement': true })
  paint('site-counts', { 'text-color': ink, 'text-halo-color': sheet, 'text-halo-width': 1.6 })
  layout('labels', { ...fonts, 'text-field': ['get', 'text'], 'text-size': 12, 'text-line-height': 1.15, 'text-padding': 4, 'symbol-sort-key': ['get', 'order'] })
  paint('labels', { 'text-color': ink, 'text-halo-color': sheet, 'text-halo-width': 1.8 })
  const number = ['case', ['>', ['get', 'count'], 1], ['concat', ' ', ['to-string', ['get', 'count']]], '']
  const marks = { ...fonts, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true, 'text-offset': [0.9, -0.7] }
  layout('cases', { ...marks, 'text-field': ['concat', ['case', ['>', ['get', 'overdue'], 0], '■', '◆'], number] })
  paint('cases', { 'text-color': ['case', ['>', ['get', 'overdue'], 0], alert, colourOf('--accent-strong')], 'text-halo-color': sheet, 'text-halo-width': 1.8 })
  layout('merchants', { ...marks, 'text-offset': [0, 0], 'text-field': ['concat', ['case', ['>', ['get', 'unpledged'], 0], '△', '○'], number] })
  paint('merchants', { 'text-color': ['case', ['>', ['get', 'unpledged'], 0], colourOf('--warn'), colourOf('--ink-2')], 'text-halo-color': sheet, 'text-halo-width': 1.6 })
  paint('marked', { 'circle-radius': 11, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': ink, 'circle-stroke-width': 3 })
  for (const layer of switches) for (const part of partsOf[layer]) layout(part, { visibility: drawn.layers.includes(layer) ? 'visible' : 'none' })
}

/** Hands the figures of the day to the nodes already drawn. */
export function tellNodes(map: MapLibre, drawn: Drawn): void {
  map.removeFeatureState({ source: 'nodes', sourceLayer: 'nodes' })
  for (const node of drawn.nodes) {
    map.setFeatureState({ source: 'nodes', sourceLayer: 'nodes', id: node.id }, { value: valueOf(drawn.metric, node.figures) ?? -1 })
  }
  const features = drawn.nodes.flatMap((node) => {
    if (!node.at) return []
    const order = valueOf(drawn.metric, node.figures) ?? 1e6
    const text = `${node.name}\n${textOf(drawn.metric, node.figures)}`
    return [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: node.at }, properties: { text, order: isPercent(drawn.metric) ? order : -order } }]
  })
  setData(map, 'labels', features)
  const outline = outlineOf(drawn.shape)
  setData(map, 'shape', outline ? [{ type: 'Feature', geometry: outline, properties: {} }] : [])
}

/** Gives a small source its features. */
export function setData(map: MapLibre, source: string, features: unknown[]): void {
  const found = map.getSource(source) as { setData?: (data: unknown) => unknown } | undefined
  found?.setData?.({ type: 'FeatureCollection', features })
}
