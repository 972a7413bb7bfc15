import type { Map as MapLibre } from 'maplibre-gl'
import { ref } from 'vue'
import { lassoed, type Point } from './pick'

interface Placed {
  id: string
  lon?: number | null
  lat?: number | null
}

/** Drawing a ring by hand over a map: on the screen in pixels, among the sites in degrees. */
export function useLasso(map: () => MapLibre | undefined, places: () => readonly Placed[], pick: (ids: string[]) => void) {
  const ring = ref<[number, number][]>([])
  let drawing = false

  function at(e: PointerEvent): [number, number] {
    const { left, top } = (e.currentTarget as Element).getBoundingClientRect()
    return [e.clientX - left, e.clientY - top]
  }
  function begin(e: PointerEvent): void {
    drawing = true
    ;(e.currentTarget as Element).setPointerCapture?.(e.pointerId)
    ring.value = [at(e)]
  }
  function move(e: PointerEvent): void {
    if (drawing) ring.value = [...ring.value, at(e)]
  }
  function stop(): void {
    drawing = false
    ring.value = []
  }
  function end(): void {
    const on = map()
    const degrees: Point[] = on ? ring.value.map((p) => on.unproject(p).toArray()) : []
    stop()
    const ids = lassoed(places(), degrees)
    if (ids.length) pick(ids)
  }
  return { ring, begin, move, end, stop }
}
