import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import '../../src/ui/base.css'
import { Combobox } from '../../src/ui/Combobox.tsx'

/** 50,000 choices in the box of a dropdown, or as the browser scrolls them by itself: rows that are all there. */
const params = new URLSearchParams(location.search)
const count = Number(params.get('count') ?? 50_000)
const options = Array.from({ length: count }, (_, at) => ({
  value: `id${at}`,
  label: `Customer ${at}`,
  detail: `id${at}`,
}))

function Dropdown() {
  const [value, setValue] = useState<string | null>(null)
  return <Combobox label="Customer" value={value} options={options} onChange={setValue} />
}

function plainList(): HTMLElement {
  const list = document.createElement('div')
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Customer')
  list.style.cssText = 'height: 256px; width: 312px; overflow: auto'
  for (const { label, detail } of options) {
    const row = document.createElement('div')
    row.setAttribute('role', 'option')
    row.style.cssText = 'height: 32px'
    row.textContent = `${label} ${detail}`
    list.append(row)
  }
  return list
}

const host = document.createElement('div')
host.style.cssText = 'width: 312px; padding: 16px'
document.body.append(host)
if (params.has('plain')) host.append(plainList())
else
  createRoot(host).render(
    <StrictMode>
      <Dropdown />
    </StrictMode>,
  )

/** What the page saw while it was scrolled. */
export interface Scrolled {
  /** From one frame to the next, in milliseconds. */
  readonly frames: number[]
  /** What the page itself did in a frame (scripts, style, layout), in milliseconds. */
  readonly work: number[]
  /** Frames in which a part of the view had no row. */
  blank: number
  /** Pixels that were passed. */
  passed: number
}

declare global {
  interface Window {
    watch(): void
    scrolled(): Scrolled
  }
}

let watching = false
let seen: Scrolled = { frames: [], work: [], blank: 0, passed: 0 }
window.watch = () => {
  const list = document.querySelector('[role="listbox"]') as HTMLElement
  seen = { frames: [], work: [], blank: 0, passed: 0 }
  watching = true
  let before: number | undefined
  let top = list.scrollTop
  // A task that is posted in a frame's callbacks runs when the frame is drawn: what lies between is layout and paint.
  const drawn = new MessageChannel()
  let began = 0
  drawn.port1.addEventListener('message', () => seen.work.push(performance.now() - began))
  drawn.port1.start()
  const frame = (at: number) => {
    if (!watching) return
    if (before !== undefined) seen.frames.push(at - before)
    before = at
    // The time of a frame is when it began: what its scroll has cost stands between.
    began = at
    const box = list.getBoundingClientRect()
    for (const y of [box.top + 2, box.top + box.height / 2, box.bottom - 2])
      if (document.elementFromPoint(box.left + 24, y)?.closest('[role="option"]') == null) {
        seen.blank += 1
        break
      }
    seen.passed += Math.abs(list.scrollTop - top)
    top = list.scrollTop
    drawn.port2.postMessage(undefined)
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}
window.scrolled = () => {
  watching = false
  return seen
}
