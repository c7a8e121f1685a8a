import type { KindFacts, Port } from './kinds.ts'

/** The port of a kind by name; an inner port may share its name with an outer one of the other way. */
export function findPort(kind: KindFacts | undefined, name: string, way: 'in' | 'out'): Port | undefined {
  return kind?.ports.find((port) => port.name === name && port.way === way)
}
