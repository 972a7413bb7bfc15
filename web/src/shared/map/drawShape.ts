import type { Map as MapLibre } from 'maplibre-gl'
import { TerraDraw, TerraDrawCircleMode, TerraDrawPolygonMode, TerraDrawRectangleMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import { metresBetween, textOfCircle, textOfRing } from './shape'

export type Tool = 'rectangle' | 'circle' | 'polygon'

/** Lets one shape be drawn on a map and tells its text; the answer stops the drawing. */
export function drawShape(map: MapLibre, tool: Tool, done: (text: string) => void): () => void {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map }),
    modes: [new TerraDrawRectangleMode(), new TerraDrawCircleMode(), new TerraDrawPolygonMode()],
  })
  const stop = () => {
    if (draw.enabled) draw.stop()
  }
  draw.start()
  draw.setMode(tool)
  draw.on('finish', (id) => {
    const shape = draw.getSnapshot().find((f) => f.id === id)
    const ring = shape?.geometry.type === 'Polygon' ? (shape.geometry.coordinates[0] as [number, number][]) : []
    stop()
    if (ring.length < 4) return
    if (tool !== 'circle') return done(textOfRing(ring))
    const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])]
    const middle: [number, number] = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]
    done(textOfCircle(middle, metresBetween(middle, ring[0] as [number, number])))
  })
  return stop
}
