import type { ConnectorId, OperationId } from '../../model/ids.ts'

/** The pages of the editor and their addresses. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'operation'; readonly connector: ConnectorId; readonly operation?: OperationId }
  | { readonly page: 'service'; readonly connector: ConnectorId }
  | { readonly page: 'map'; readonly connector: ConnectorId }
  | { readonly page: 'credentials' }
  | { readonly page: 'runs' }
  /** No page of ours. */
  | { readonly page: 'unknown'; readonly path: string }

interface Pattern {
  readonly parts: readonly string[]
  readonly read: (names: Readonly<Record<string, string>>) => Route
}

/** One row per address; `:name` takes one part of the path. */
const patterns: readonly Pattern[] = [
  { parts: [], read: () => ({ page: 'home' }) },
  { parts: ['credentials'], read: () => ({ page: 'credentials' }) },
  { parts: ['runs'], read: () => ({ page: 'runs' }) },
  {
    parts: ['connectors', ':connector'],
    read: ({ connector }) => ({ page: 'operation', connector: connector as ConnectorId }),
  },
  {
    parts: ['connectors', ':connector', 'service'],
    read: ({ connector }) => ({ page: 'service', connector: connector as ConnectorId }),
  },
  {
    parts: ['connectors', ':connector', 'map'],
    read: ({ connector }) => ({ page: 'map', connector: connector as ConnectorId }),
  },
  {
    parts: ['connectors', ':connector', 'operations', ':operation'],
    read: ({ connector, operation }) => ({
      page: 'operation',
      connector: connector as ConnectorId,
      operation: operation as OperationId,
    }),
  },
]

/** Reads the path of an address. A path that is none of ours is a page of its own, never an exception. */
export function parseRoute(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '')
  for (const pattern of patterns) {
    const names = match(pattern.parts, parts)
    if (names !== undefined) return pattern.read(names)
  }
  return { page: 'unknown', path }
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const names: Record<string, string> = {}
  for (const [at, expected] of pattern.entries()) {
    const part = decode(parts[at] ?? '')
    if (part === undefined) return undefined
    if (expected.startsWith(':')) names[expected.slice(1)] = part
    else if (expected !== part) return undefined
  }
  return names
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** The path of a page: `parseRoute(printRoute(route))` is the route again. */
export function printRoute(route: Route): string {
  switch (route.page) {
    case 'home':
      return '/'
    case 'credentials':
    case 'runs':
      return `/${route.page}`
    case 'service':
    case 'map':
      return `/connectors/${encodeURIComponent(route.connector)}/${route.page}`
    case 'operation':
      return route.operation === undefined
        ? `/connectors/${encodeURIComponent(route.connector)}`
        : `/connectors/${encodeURIComponent(route.connector)}/operations/${encodeURIComponent(route.operation)}`
    case 'unknown':
      return route.path
  }
}
