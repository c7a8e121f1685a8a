import { useSyncExternalStore } from 'react'

/** Below this width the list of operations collapses by itself (visual-language.md, 3), in CSS pixels. */
const query = '(width < 1360px)'

/** Whether the window is too narrow for the whole list beside the graph. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
