import { Map as MapLibre, NavigationControl, setWorkerUrl, type StyleSpecification } from 'maplibre-gl'
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { DistrictMap } from '@/shared/api/types'
import { colourOf } from '@/shared/map/scale'

/** A site on a round's map: a disc in a colour with a sign in it; quiet ones are hollow. */
export interface MapPlace {
  id: string
  name: string
  lon?: number | null
  lat?: number | null
  sign: string
  colour: string
  hollow?: boolean
}

const nothing = { type: 'FeatureCollection' as const, features: [] }
const iconOf = (place: MapPlace) => `${place.colour} ${place.sign} ${place.hollow ?? false}`

function style(): StyleSpecification {
  const source = { type: 'geojson' as const, data: nothing }
  return {
    version: 8,
    sources: { streets: source, cells: source, places: source },
    layers: [
      { id: 'ground', type: 'background', paint: {} },
      { id: 'cells', type: 'line', source: 'cells' },
      { id: 'streets', type: 'line', source: 'streets' },
      { id: 'places', type: 'symbol', source: 'places', layout: { 'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'symbol-sort-key': ['get', 'order'] } },
    ],
  }
}

/** Makes the map over its ground, or over its places where there is none. */
export function makeMap(container: HTMLElement, bbox: readonly number[] | null | undefined, places: readonly MapPlace[]): MapLibre {
  setWorkerUrl(worker)
  const placed = places.filter((p) => p.lon != null && p.lat != null)
  const [lons, lats] = [placed.map((p) => p.lon as number), placed.map((p) => p.lat as number)]
  const around = lons.length ? [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] : [73, 18, 135, 54]
  const [west, south, east, north] = (bbox ?? around) as [number, number, number, number]
  const map = new MapLibre({ container, style: style(), bounds: [west, south, east, north], fitBoundsOptions: { padding: 20 }, attributionControl: false, dragRotate: false, pitchWithRotate: false, canvasContextAttributes: { preserveDrawingBuffer: true } })
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  return map
}

/** The lines of the ground: streets, and the nodes below them. */
export function groundOf(ground?: DistrictMap) {
  const of = (wanted: (level: number) => boolean) => ({ type: 'FeatureCollection' as const, features: (ground?.nodes.features ?? []).filter((f) => wanted(f.properties.level)) })
  return { streets: of((level) => level <= 2), cells: of((level) => level > 2) }
}

export function drawn(places: readonly MapPlace[]) {
  const features = places
    .filter((p) => p.lon != null && p.lat != null)
    .map((p) => ({ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: [p.lon, p.lat] }, properties: { id: p.id, name: p.name, icon: iconOf(p), order: p.hollow ? 0 : 1 } }))
  return { type: 'FeatureCollection' as const, features }
}

/** Paints the lines in the present theme's tokens. */
export function recolour(map: MapLibre): void {
  map.setPaintProperty('ground', 'background-color', colourOf('--sheet-2'))
  map.setPaintProperty('cells', 'line-color', colourOf('--rule'))
  map.setPaintProperty('streets', 'line-color', colourOf('--rule-strong'))
  map.setPaintProperty('streets', 'line-width', ['match', ['get', 'level'], 1, 2, 1.2])
}

/** Draws the signs that are not there yet: the map has no fonts, and needs none. */
export function icons(map: MapLibre, places: readonly MapPlace[]): void {
  for (const place of places) {
    const name = iconOf(place)
    const image = map.hasImage(name) ? undefined : disc(place)
    if (image) map.addImage(name, image, { pixelRatio: 2 })
  }
}

function disc(place: MapPlace): ImageData | undefined {
  const size = place.hollow ? 28 : 40
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  pen.beginPath()
  pen.arc(size / 2, size / 2, size / 2 - 3, 0, 2 * Math.PI)
  pen.fillStyle = place.hollow ? '#ffffff' : place.colour
  pen.fill()
  pen.lineWidth = place.hollow ? 4 : 3
  pen.strokeStyle = place.hollow ? place.colour : '#ffffff'
  pen.stroke()
  pen.fillStyle = place.hollow ? place.colour : '#ffffff'
  pen.font = `700 ${place.sign.length > 1 ? 16 : 22}px sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(place.sign, size / 2, size / 2 + 1)
  return pen.getImageData(0, 0, size, size)
}
