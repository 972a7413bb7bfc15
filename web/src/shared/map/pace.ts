import type { Map as MapLibre } from 'maplibre-gl'

/** The longest a frame may take while the map is moved before it is drawn coarser, in milliseconds: 60 frames a second, with the play a screen's clock has. */
const slow = 18
/** How many frames are looked at together. */
const together = 6
/** How long the map rests before it is sharp again, in milliseconds, so that one drag after another does not draw it anew each time. */
const rest = 150
/** The share of the screen's resolution that is drawn in each step; half of it is a quarter of the work. */
export const steps = [1, 0.5, 0.35] as const

/** The step to draw at, after frames that took this long at the present one: when one in three is slow, for a single one has other reasons. */
export function nextStep(step: number, frames: readonly number[]): number {
  const many = frames.filter((took) => took > slow).length * 3 >= frames.length
  return frames.length > 0 && many ? Math.min(step + 1, steps.length - 1) : step
}

/** Whether WebGL is drawn by the processor, as far as the browser tells. */
export function drawnInSoftware(map: MapLibre): boolean {
  const canvas = map.getCanvas()
  const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl')
  const named = gl?.getExtension('WEBGL_debug_renderer_info')
  return !!named && /swiftshader|llvmpipe|softpipe|basic render/i.test(String(gl?.getParameter(named.UNMASKED_RENDERER_WEBGL)))
}

/**
 * Draws the map coarser while it is moved, if the machine cannot keep up, and sharp again once it rests. An office computer
 * without a graphics card draws in software, where the time of a frame goes with the number of its pixels. In the last step
 * the layers of text named here wait as well, for at that resolution they cannot be read.
 */
export function keepPace(map: MapLibre, texts: readonly string[]): void {
  let step = drawnInSoftware(map) ? 1 : 0
  let last = 0
  let frames: number[] = []
  let resizing = false
  let resting: number | undefined
  const draw = (share: number) => {
    for (const text of texts) if (map.getLayer(text)) map.setPaintProperty(text, 'text-opacity', share === steps.at(-1) ? 0 : 1)
    const ratio = (window.devicePixelRatio || 1) * share
    if (map.getPixelRatio() === ratio) return
    // A new resolution is told as a movement of its own, which must not be taken for one of the reader's.
    resizing = true
    map.setPixelRatio(ratio)
    resizing = false
  }
  map.on('movestart', () => {
    if (resizing) return
    window.clearTimeout(resting)
    last = 0
    frames = []
    draw(steps[step] ?? 1)
  })
  map.on('render', () => {
    if (!map.isMoving()) return
    const now = performance.now()
    if (last) frames.push(now - last)
    last = now
    if (frames.length < together) return
    const next = nextStep(step, frames)
    frames = []
    if (next !== step) draw(steps[(step = next)] ?? 1)
  })
  map.on('moveend', () => {
    if (resizing) return
    window.clearTimeout(resting)
    resting = window.setTimeout(() => draw(1), rest)
  })
  map.on('remove', () => window.clearTimeout(resting))
}
