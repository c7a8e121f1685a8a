import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { RunPanel } from '../../src/editor/panels/run/RunPanel.tsx'
import { panelToggled, runTabChosen } from '../../src/store/sessionSlice.ts'
import '../../src/ui/base.css'
import { customers } from '../../stories/editor/canvas/customers.ts'
import { lastRun, tellPages, withCustomers } from '../../stories/editor/panels/lastRun.ts'
import { openEditor } from '../store/editor.ts'

/** The run panel of a walk of so many pages. */
const count = Number(new URLSearchParams(location.search).get('pages') ?? 10_000)

const editor = openEditor(customers(), withCustomers)
editor.store.dispatch(panelToggled({ panel: 'run', open: true }))
lastRun(editor, { yields: 'many' })
tellPages(editor, count, 'max-pages')
editor.store.dispatch(runTabChosen('pages'))

const host = document.createElement('div')
host.style.cssText = 'height: 600px'
document.body.append(host)
createRoot(host).render(
  <Provider store={editor.store}>
    <RunPanel />
  </Provider>,
)

/** How long each interaction took to the frame that shows what came of it, in milliseconds; those below 16 are left out. */
export type Interactions = number[]

declare global {
  interface Window {
    interactions: Interactions
  }
}
window.interactions = []
new PerformanceObserver((list) => {
  for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
    if ((entry.interactionId ?? 0) > 0) window.interactions.push(entry.duration)
}).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
