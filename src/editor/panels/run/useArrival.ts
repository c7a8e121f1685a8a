import { type RefObject, useEffect, useRef } from 'react'

/**
 * Brings whoever opened this from elsewhere on the page here, with the focus; who is in the run panel already stays where they
 * are. The function leads back to where they came from, and says whether it could.
 */
export function useArrival(target: RefObject<HTMLElement | null>): () => boolean {
  const from = useRef<Element>(null)
  useEffect(() => {
    const panel = target.current?.closest('[data-run-panel]')
    if (panel === null || panel?.contains(document.activeElement) === true) return
    from.current = document.activeElement
    target.current?.focus({ preventScroll: true })
  }, [target])
  return () => {
    const place = from.current
    if (!(place instanceof HTMLElement) || !place.isConnected || place === document.body) return false
    place.focus()
    return true
  }
}
