import { type RefObject, useEffect } from 'react'
import type { MapViewport } from './mapView.ts'

/** A press that moves less than this is a press, in screen pixels. */
const threshold = 4
/** A wheel has no end of its own: it rests for so long, in milliseconds. */
const restMs = 150
/** A line and a page of the wheel, in pixels. */
const wheelUnits = [1, 16, 400] as const

interface Held {
  x: number
  y: number
}

/**
 * Pans by dragging, scrolling and two fingers, zooms by the wheel with Ctrl or ⌘ and by pinching. What begins on something that is
 * marked `data-no-pan` is not ours. `rested` is called when a movement has ended.
 */
export function usePanning(
  frame: RefObject<HTMLElement | null>,
  view: MapViewport,
  rested: () => void,
): void {
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const fingers = new Map<number, Held>()
    let moved = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const at = (event: { clientX: number; clientY: number }) => {
      const { left, top } = element.getBoundingClientRect()
      return { x: event.clientX - left, y: event.clientY - top }
    }
    const down = (event: PointerEvent) => {
      const target = event.target as Element
      if (event.button > 1 || target.closest('[data-no-pan], input, textarea, select') !== null) return
      moved = false
      fingers.set(event.pointerId, at(event))
    }
    const move = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId)
      if (before === undefined) return
      const now = at(event)
      const [across, along] = [now.x - before.x, now.y - before.y]
      if (!moved && Math.hypot(across, along) < threshold) return
      if (!moved) {
        moved = true
        // Only now: a captured press would be no press on what it began on.
        element.setPointerCapture(event.pointerId)
        element.dataset['panning'] = ''
      }
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
      if (other === undefined) view.pan(across, along)
      else {
        const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
        const spread = Math.hypot(now.x - other.x, now.y - other.y)
        const was = Math.hypot(before.x - other.x, before.y - other.y)
        view.pan(across / 2, along / 2)
        if (was > 0) view.zoomAround(middle, spread / was)
      }
      fingers.set(event.pointerId, now)
    }
    const up = (event: PointerEvent) => {
      if (!fingers.delete(event.pointerId) || fingers.size > 0) return
      delete element.dataset['panning']
      if (moved) rested()
    }
    const click = (event: MouseEvent) => {
      // The press that ends a pan chooses nothing.
      if (!moved) return
      moved = false
      event.stopPropagation()
      event.preventDefault()
    }
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      const unit = wheelUnits[event.deltaMode] ?? 1
      if (event.ctrlKey || event.metaKey)
        view.zoomAround(at(event), 2 ** (-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002)))
      else if (event.shiftKey && event.deltaX === 0) view.pan(-event.deltaY * unit, 0)
      else view.pan(-event.deltaX * unit, -event.deltaY * unit)
      clearTimeout(timer)
      timer = setTimeout(rested, restMs)
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', up)
    element.addEventListener('click', click, true)
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', up)
      element.removeEventListener('click', click, true)
      element.removeEventListener('wheel', wheel)
    }
  }, [frame, view, rested])
}
