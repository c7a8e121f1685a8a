import { useEffect, useState } from 'react'
import { useEditorStore } from '../../hooks.ts'

/** The time now, in milliseconds, four times a second while `on`. */
export function useTick(on: boolean): number {
  const { clock } = useEditorStore().extra
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    if (!on) return undefined
    const ended = new AbortController()
    const tick = async () => {
      while (!ended.signal.aborted) {
        setNow(clock.now())
        await clock.sleep(250, ended.signal)
      }
    }
    // Rejected by the end of the waiting, which is what ends it.
    tick().catch(() => undefined)
    return () => ended.abort()
  }, [on, clock])
  return now
}
