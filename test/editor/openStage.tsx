import { createRoot } from 'react-dom/client'
import { afterEach } from 'vitest'
import '../../src/ui/base.css'
import { Stage, type StageProps } from '../../stories/editor/stage.tsx'

let unmount = () => {}
afterEach(() => unmount())

/** A screen with a store and a scripted host, until the test ends or `close` is called. */
export function openStage(props: StageProps): { close: () => void } {
  const host = document.createElement('div')
  document.body.append(host)
  const root = createRoot(host)
  root.render(<Stage {...props} />)
  unmount = () => {
    root.unmount()
    host.remove()
    unmount = () => {}
  }
  return { close: () => unmount() }
}
