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
