import { type RefObject, useEffect, useState } from 'react'
import type { FieldId, OperationId } from '../../model/ids.ts'
import { joinRefusal, type Joining } from '../../store/map/joining.ts'
import { chainBefore, type ConnectorMap } from '../../store/map/parts.ts'
import { portPlace, type MapPlaces } from '../../store/map/places.ts'
import { useEditorStore } from '../hooks.ts'
import { wirePath } from '../canvas/wirePath.ts'
import type { MapViewport } from './mapView.ts'
import { readStop } from './stops.ts'

/** A press that moves less than this is a press, in screen pixels. */
const threshold = 4
/** The words stand so far from the pointer, in screen pixels. */
const reach = 16

/** A dependence that is being dragged out of an options port. */
export interface Pull {
  readonly from: OperationId
  /** Operations whose fields it cannot go to: they would feed each other. */
  readonly closed: ReadonlySet<OperationId>
  /** The field under the pointer, and why it cannot take it. */
  readonly over: { readonly operation: OperationId; readonly field: FieldId } | undefined
  readonly refusal: string | undefined
}

/** The elements that follow the pointer; moved by hand, so that a drag draws nothing anew. */
export interface PullElements {
  readonly line: RefObject<SVGPathElement | null>
  readonly words: RefObject<HTMLDivElement | null>
}

interface Pulling {
  readonly frame: RefObject<HTMLElement | null>
  readonly view: MapViewport
  readonly map: ConnectorMap
  readonly places: MapPlaces
  readonly elements: PullElements
  readonly canPull: boolean
  readonly onDrop: (joining: Joining) => void
}

/** Dragging from an options port to a field. Escape, and a drop anywhere else, give it up. */
export function usePull({ frame, view, map, places, elements, canPull, onDrop }: Pulling): Pull | undefined {
  const { extra } = useEditorStore()
  const [pull, setPull] = useState<Pull>()
  useEffect(() => {
    const element = frame.current
    if (element === null || !canPull) return
    let begun:
      | { readonly from: OperationId; readonly pointer: number; readonly x: number; readonly y: number }
      | undefined
    let now: Pull | undefined
    let pulled = false
    const tell = (next: Pull | undefined) => {
      now = next
      setPull(next)
    }
    const end = () => {
      begun = undefined
      if (now !== undefined) tell(undefined)
    }
    const follow = (from: OperationId, event: PointerEvent) => {
      const operation = map.byId.get(from)
      const box = places.boxes.box(from)
      if (operation === undefined || box === undefined) return
      const { left, top } = element.getBoundingClientRect()
      const { x, y, zoom } = view.get()
      const port = portPlace(operation, 'options')
      const start = { x: box.x + port.x, y: box.y + port.y }
      const tip = { x: x + (event.clientX - left) / zoom, y: y + (event.clientY - top) / zoom }
      elements.line.current?.setAttribute('d', wirePath(start, tip).path)
      if (elements.words.current !== null)
        elements.words.current.style.transform = `translate(${event.clientX - left + reach}px, ${event.clientY - top + reach}px)`
    }
    const down = (event: PointerEvent) => {
      pulled = false
      const stop = readStop(event.target)
      if (event.button !== 0 || stop?.port !== 'options') return
      begun = { from: stop.operation, pointer: event.pointerId, x: event.clientX, y: event.clientY }
    }
    const move = (event: PointerEvent) => {
      if (begun === undefined || event.pointerId !== begun.pointer) return
      const { from } = begun
      if (now === undefined) {
        if (Math.hypot(event.clientX - begun.x, event.clientY - begun.y) < threshold) return
        pulled = true
        tell({ from, closed: chainBefore(map, from), over: undefined, refusal: undefined })
      }
      follow(from, event)
      const under = document.elementFromPoint(event.clientX, event.clientY)
      const stop = under === null ? undefined : readStop(under)
      const over =
        stop?.port === undefined || stop.port === 'options'
          ? undefined
          : { operation: stop.operation, field: stop.port }
      if (now === undefined || (over?.operation === now.over?.operation && over?.field === now.over?.field))
        return
      const refusal = over && joinRefusal(map, { from, to: over.operation, field: over.field })
      tell({ ...now, over, refusal })
      if (refusal !== undefined) extra.announce(refusal)
    }
    const up = (event: PointerEvent) => {
      if (begun === undefined || event.pointerId !== begun.pointer) return
      const dropped = now
      end()
      if (dropped?.over !== undefined && dropped.refusal === undefined)
        onDrop({ from: dropped.from, to: dropped.over.operation, field: dropped.over.field })
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || now === undefined) return
      event.preventDefault()
      event.stopPropagation()
      end()
    }
    const click = (event: MouseEvent) => {
      if (!pulled) return
      pulled = false
      event.stopPropagation()
      event.preventDefault()
    }
    element.addEventListener('pointerdown', down)
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', end)
    element.addEventListener('click', click, true)
    window.addEventListener('keydown', key, true)
    return () => {
      element.removeEventListener('pointerdown', down)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', end)
      element.removeEventListener('click', click, true)
      window.removeEventListener('keydown', key, true)
    }
  }, [frame, view, map, places, elements, canPull, onDrop, extra])
  return pull
}
