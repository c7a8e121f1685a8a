import type { Hue } from '../../nodes/card/view.tsx'

/** Design tokens as colours that a `<canvas>` understands, read where an element stands so that its theme counts. */
export interface Inks {
  readonly edge: string
  readonly accent: string
  ofKind(hue: Hue | undefined): string
}

export function readInks(element: Element): Inks {
  const style = getComputedStyle(element)
  const known = new Map<string, string>()
  const token = (name: string): string => {
    const before = known.get(name)
    if (before !== undefined) return before
    const value = style.getPropertyValue(name).trim()
    known.set(name, value)
    return value
  }
  return {
    edge: token('--edge'),
    accent: token('--accent'),
    ofKind: (hue) => token(hue === undefined ? '--border-strong' : `--k-${hue}-line`),
  }
}

/** Calls back when the theme changes: by choice, or with the system's. Answers how to stop. */
export function onThemeChange(act: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(act)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  system.addEventListener('change', act)
  return () => {
    chosen.disconnect()
    system.removeEventListener('change', act)
  }
}
