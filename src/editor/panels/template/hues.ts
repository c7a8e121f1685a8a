import type { Reference } from '../../../expressions/ast.ts'
import type { ScopeEntry } from '../../../expressions/scope.ts'
import { viewOf } from '../../../nodes/views.ts'

/** Names of the kind colours among the tokens: `--k-NAME`, `--k-NAME-tint`. */
export type Hue = 'inputs' | 'auth' | 'request' | 'pages' | 'queue' | 'transform' | 'output' | 'list'

const rootHues: Readonly<Record<string, Hue>> = {
  input: 'inputs',
  service: 'inputs',
  auth: 'auth',
  item: 'transform',
  page: 'pages',
  batch: 'queue',
  status: 'request',
  headers: 'request',
  body: 'request',
}

/** The colour of a value by where it comes from: that of the node it is of, or of the name's own sort. */
export function hueOfPath(path: readonly (string | number)[], scope: readonly ScopeEntry[]): Hue {
  const [root, first] = path
  if (root === 'nodes') {
    const nodes = scope.find(({ name }) => name === 'nodes')
    const kind = nodes?.children?.find(({ name }) => name === first)?.kind
    return hueOfKind(kind)
  }
  return (typeof root === 'string' && Object.hasOwn(rootHues, root) ? rootHues[root] : undefined) ?? 'output'
}

/** The colour of a node kind; grey for one that nobody knows. */
export function hueOfKind(kind: string | undefined): Hue {
  return (kind === undefined ? undefined : (viewOf(kind)?.hue as Hue | undefined)) ?? 'output'
}

/** The path of a reference as it was written. */
export const pathOf = (reference: Reference): readonly (string | number)[] => [
  reference.root,
  ...reference.steps.map(({ key }) => key),
]

/** A hue as the two custom properties that chips and icons read. */
export const hueStyle = (hue: Hue): Record<string, string> => ({
  '--hue': `var(--k-${hue})`,
  '--hue-tint': `var(--k-${hue}-tint)`,
})
