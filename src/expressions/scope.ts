import type { Key } from './ast.ts'

/** The type of what an entry holds, as far as it is known. */
export type ScopeType =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'object'
  | 'array'
  | 'null'
  | 'any'
  | 'date'
  | 'secret'

/**
 * One thing that an expression can name, and what is inside it. The same list serves check and completion; a child
 * of an `array` is named by its index (`'0'` stands for every element).
 */
export interface ScopeEntry {
  readonly name: string
  readonly title?: string
  readonly description?: string
  /** What sort of thing it is, for an icon: a node's kind, `field`, `record` … */
  readonly kind?: string
  readonly type?: ScopeType
  /** A value from the last run, shown beside the name. Never set for a secret. */
  readonly sample?: unknown
  readonly hasSample?: boolean
  readonly secret?: boolean
  /** What is inside is not (wholly) known: any path below is allowed. */
  readonly open?: boolean
  readonly children?: readonly ScopeEntry[]
  /** Why it cannot be used here, in words. Set: a reference to it, or below it, is a problem. */
  readonly hint?: string
}

/** How much of a sample becomes entries. */
export interface SampleLimits {
  /** Levels below the value. @default 8 */
  readonly depth?: number
  /** Entries in all. @default 1000 */
  readonly count?: number
}

const DEFAULTS = { depth: 8, count: 1000 }

const closedTypes: ReadonlySet<ScopeType> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'null',
  'date',
  'secret',
])

/** True when any path below the entry may be written: its inside is unknown. */
export function isOpen(entry: ScopeEntry): boolean {
  if (entry.open) return true
  return entry.children === undefined && !closedTypes.has(entry.type ?? 'any')
}

/** How a path names a child of this entry: `['items', 0]`, `['body', 'name']`. */
export function childKey(parent: ScopeEntry, child: ScopeEntry): Key {
  return parent.type === 'array' && /^\d+$/.test(child.name) ? Number(child.name) : child.name
}

/** The child that a key leads to. The one element an array's entry shows stands for all of its elements. */
export function findChild(parent: ScopeEntry, key: Key): ScopeEntry | undefined {
  const exact = findEntry(parent.children, String(key))
  if (exact !== undefined || parent.type !== 'array' || !/^\d+$/.test(String(key))) return exact
  return findEntry(parent.children, '0')
}

/** Fewer entries than this are found faster by looking at each. */
const fewEntries = 16

const indexes = new WeakMap<readonly ScopeEntry[], ReadonlyMap<string, ScopeEntry>>()

/** The first entry of that name. Of long lists an index is kept: thousands of fields are asked for thousands of times. */
function findEntry(entries: readonly ScopeEntry[] | undefined, name: string): ScopeEntry | undefined {
  if (entries === undefined || entries.length < fewEntries)
    return entries?.find((entry) => entry.name === name)
  let index = indexes.get(entries)
  if (index === undefined) {
    index = new Map(entries.toReversed().map((entry) => [entry.name, entry]))
    indexes.set(entries, index)
  }
  return index.get(name)
}

/** The entries of an object's properties, or the `[0]` of a list, made from a sample value. */
export function entriesFromSample(value: unknown, limits: SampleLimits = {}): ScopeEntry[] {
  return [...(entryFromSample('', value, limits).children ?? [])]
}

/**
 * An entry made from a sample value, with what is inside it. A list shows its first element; where a limit cuts
 * something off, the entry is open, so that nothing true becomes a problem.
 */
export function entryFromSample(name: string, value: unknown, limits: SampleLimits = {}): ScopeEntry {
  const depth = limits.depth ?? DEFAULTS.depth
  let left = limits.count ?? DEFAULTS.count

  const describe = (name: string, value: unknown, level: number): ScopeEntry => {
    const entry = { name, type: typeOf(value), sample: value, hasSample: true }
    if (typeof value !== 'object' || value === null) return entry
    if (level === depth) return { ...entry, open: true }
    if (Array.isArray(value)) {
      // An empty list says nothing of its elements.
      if (value.length === 0) return { ...entry, open: true }
      return left-- > 0
        ? { ...entry, children: [describe('0', value[0], level + 1)] }
        : { ...entry, open: true }
    }
    const children: ScopeEntry[] = []
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue
      if (left-- <= 0) return { ...entry, children, open: true }
      children.push(describe(key, (value as Record<string, unknown>)[key], level + 1))
    }
    return { ...entry, children }
  }
  return describe(name, value, 0)
}

function typeOf(value: unknown): ScopeType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'bigint') return 'integer'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return sampleTypes[typeof value] ?? 'any'
}

const sampleTypes: Readonly<Record<string, ScopeType>> = {
  string: 'string',
  boolean: 'boolean',
  object: 'object',
}
