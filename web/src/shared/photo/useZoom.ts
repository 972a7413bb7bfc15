import { computed, ref } from 'vue'

/** How a picture lies in its frame: how much it is enlarged, and where its middle stands, in shares of the frame. */
export interface View {
  scale: number
  x: number
  y: number
}

export const whole: View = { scale: 1, x: 0, y: 0 }
const most = 8

/** Keeps a view within its picture, so that no frame ever shows beside it. */
export function within(view: View): View {
  const scale = Math.min(most, Math.max(1, view.scale))
  const edge = (scale - 1) / 2
  const held = (at: number) => Math.min(edge, Math.max(-edge, at)) || 0
  return { scale, x: held(view.x), y: held(view.y) }
}

/** Enlarges about a point of the frame (shares from its middle), which stays where it is. */
export function zoomed(view: View, factor: number, px = 0, py = 0): View {
  const scale = Math.min(most, Math.max(1, view.scale * factor))
  const grown = scale / view.scale
  return within({ scale, x: px - (px - view.x) * grown, y: py - (py - view.y) * grown })
}

const keys: Record<string, (v: View) => View> = {
  '+': (v) => zoomed(v, 1.5),
  '=': (v) => zoomed(v, 1.5),
  '-': (v) => zoomed(v, 1 / 1.5),
  '0': () => whole,
}
const arrows: Record<string, [number, number]> = { ArrowLeft: [0.1, 0], ArrowRight: [-0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }

/** One view shared by pictures of the same place, so that they enlarge and move together. */
export function useZoom() {
  const view = ref<View>(whole)
  const style = computed(() => ({ transform: `translate(${view.value.x * 100}%, ${view.value.y * 100}%) scale(${view.value.scale})` }))
  const enlarged = computed(() => view.value.scale > 1)
  let dragged: { x: number; y: number; from: View } | undefined

  const frameOf = (e: MouseEvent) => (e.currentTarget as HTMLElement).getBoundingClientRect()
  function wheel(e: WheelEvent): void {
    // The page scrolls as ever; with Ctrl, or once enlarged, the wheel belongs to the picture.
    if (!e.ctrlKey && !enlarged.value) return
    e.preventDefault()
    const box = frameOf(e)
    view.value = zoomed(view.value, e.deltaY < 0 ? 1.2 : 1 / 1.2, (e.clientX - box.left) / box.width - 0.5, (e.clientY - box.top) / box.height - 0.5)
  }
  function down(e: PointerEvent): void {
    if (!enlarged.value) return
    dragged = { x: e.clientX, y: e.clientY, from: view.value }
    ;(e.currentTarget as HTMLElement).setPointerCapture(e.pointerId)
  }
  function move(e: PointerEvent): void {
    if (!dragged) return
    const box = frameOf(e)
    view.value = within({ ...dragged.from, x: dragged.from.x + (e.clientX - dragged.x) / box.width, y: dragged.from.y + (e.clientY - dragged.y) / box.height })
  }
  function up(): void {
    dragged = undefined
  }
  /** Whether the key was one of the picture's: + − 0, and the arrows once it is enlarged. */
  function key(e: KeyboardEvent): boolean {
    const change = keys[e.key]
    const arrow = enlarged.value ? arrows[e.key] : undefined
    if (change) view.value = change(view.value)
    else if (arrow) view.value = within({ ...view.value, x: view.value.x + arrow[0], y: view.value.y + arrow[1] })
    else return false
    e.preventDefault()
    return true
  }
  const zoom = (factor: number) => (view.value = zoomed(view.value, factor))
  const reset = () => (view.value = whole)
  return { view, style, enlarged, wheel, down, move, up, key, zoom, reset }
}
