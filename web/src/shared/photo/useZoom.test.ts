import { describe, expect, it } from 'vitest'
import { useZoom, whole, within, zoomed } from './useZoom'

describe('a view of a picture', () => {
  it('never shows what is beside the picture', () => {
    expect(within({ scale: 1, x: 0.4, y: -2 })).toEqual({ scale: 1, x: 0, y: 0 })
    expect(within({ scale: 3, x: 5, y: -5 })).toEqual({ scale: 3, x: 1, y: -1 })
    expect(within({ scale: 99, x: 0, y: 0 }).scale).toBe(8)
  })

  it('keeps the point under the pointer where it is', () => {
    const view = zoomed(whole, 2, 0.25, -0.25)
    expect(view).toEqual({ scale: 2, x: -0.25, y: 0.25 })
    // The point of the picture under the pointer: (p - x) / scale.
    expect((0.25 - view.x) / view.scale).toBe(0.25)
    expect(zoomed(view, 0.5, 0.25, -0.25)).toEqual(whole)
  })

  it('obeys the keys, the arrows only once it is enlarged', () => {
    const { view, key } = useZoom()
    const press = (name: string) => key(new KeyboardEvent('keydown', { key: name, cancelable: true }))
    expect(press('ArrowLeft')).toBe(false)
    expect(press('+')).toBe(true)
    expect(view.value.scale).toBe(1.5)
    expect(press('ArrowLeft')).toBe(true)
    expect(view.value.x).toBeGreaterThan(0)
    press('0')
    expect(view.value).toEqual(whole)
  })
})
