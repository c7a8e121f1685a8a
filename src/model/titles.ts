import type { Connector, GraphNode, Operation } from './document.ts'

/** Titles of an operation's nodes: what a new one must not be called. */
export function takenTitles(operation: Operation): Set<string> {
  return new Set(Object.values<GraphNode>(operation.graph.nodes).map((node) => node.title))
}

/**
 * Gives titles one after the other, each free when it is given and taken from then on: the wanted one, otherwise with the
 * next number behind it (`Request 2`). Remembers how far each title has been counted, so that many equal ones do not count
 * from the beginning each time.
 */
export function createTitles(taken: ReadonlySet<string>): (wanted: string) => string {
  const given = new Set(taken)
  const counted = new Map<string, number>()
  return (wanted) => {
    let title = wanted.trim() === '' ? 'Node' : wanted
    if (given.has(title)) {
      const stem = title.replace(/ \d{1,9}$/, '')
      let number = counted.get(stem) ?? 2
      while (given.has(`${stem} ${number}`)) number++
      counted.set(stem, number)
      title = `${stem} ${number}`
    }
    given.add(title)
    return title
  }
}

/** One title that is free, as {@link createTitles} gives them. */
export const uniqueTitle = (taken: ReadonlySet<string>, wanted: string): string => createTitles(taken)(wanted)

/** What callers use: small letters, digits and single hyphens, beginning with a letter or digit. */
export const namePattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** A name made from a title: `Get details of customer` → `get-details-of-customer`. Letters beyond a–z lose their marks. */
export function nameFromTitle(title: string, fallback: string): string {
  const name = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '')
  return name === '' ? fallback : name
}

/** Gives operations' names one after the other, as {@link createTitles} gives titles: `get-customer`, then `get-customer-2`. */
export function createOperationNames(connector: Connector): (wanted: string) => string {
  const taken = new Set(connector.operations.map(({ name }) => name))
  return (wanted) => {
    let name = wanted
    for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`
    taken.add(name)
    return name
  }
}

/** The name itself where no operation has it, otherwise with the next number behind it: `get-customer-2`. */
export const uniqueOperationName = (connector: Connector, wanted: string): string =>
  createOperationNames(connector)(wanted)
