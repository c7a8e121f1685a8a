/** From the root to a value: names of an object's fields, places in an array. */
export type TreePath = readonly (string | number)[]

export type TreeValueKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'absent'

/** One line of a value tree. */
export interface TreeRow {
  /** Unique in the tree, and the same as long as the path is. */
  key: string
  path: TreePath
  depth: number
  /** `value` is a place in the data; `text` a line of a long string; `more` the way to an object's further fields. */
  row: 'value' | 'text' | 'more'
  kind: TreeValueKind
  /** The field's name or place; null at the root. */
  name: string | number | null
  /** The value; of `more`, the name or place of the first child it will show. */
  value: unknown
  /** What is written beside the name. */
  text: string
  expandable: boolean
  expanded: boolean
  /** Place among its siblings from 1, and how many they are. */
  position: number
  size: number
}

/** What is open, by the keys of rows, and how many children of a value are shown where that is not the first page. */
export interface TreeState {
  expanded: ReadonlySet<string>
  shown: ReadonlyMap<string, number>
}

/** How many children are shown at first, and added by each *Show more*. */
export const childrenPerPage = 200
/** Strings longer than this are cut, and can be opened. */
export const shortText = 120
const lineChars = 160

const numbers = new Intl.NumberFormat('en-US')

/** The key of a path: JSON, so that the field "0" and the place 0 differ. */
export function pathKey(path: TreePath): string {
  return JSON.stringify(path)
}

/** What sort of value it is, in JSON's words; bigints are numbers, what JSON does not have is absent. */
export function valueKind(value: unknown): TreeValueKind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  if (type === 'bigint') return 'number'
  return type === 'object' || type === 'string' || type === 'number' || type === 'boolean' ? type : 'absent'
}

/** A value in one line: quoted strings, whole integers whatever their size, counts for objects and arrays. */
export function valueText(value: unknown): string {
  const kind = valueKind(value)
  if (kind === 'array') return count((value as unknown[]).length, 'item')
  if (kind === 'object') return count(Object.keys(value as object).length, 'field')
  if (kind === 'string') return quote(value as string)
  return kind === 'absent' ? 'absent' : String(value)
}

function count(many: number, unit: string): string {
  return `${numbers.format(many)} ${unit}${many === 1 ? '' : 's'}`
}

function quote(text: string): string {
  const whole = text.length <= shortText
  return whole ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, shortText)).slice(0, -1)}…`
}

/** The visible lines of a value, in order. Only what is open is walked, so a big answer costs what is looked at. */
export function treeRows(root: unknown, state: TreeState): TreeRow[] {
  const rows: TreeRow[] = []
  const visit = (
    value: unknown,
    path: TreePath,
    name: string | number | null,
    position: number,
    size: number,
  ) => {
    const key = pathKey(path)
    const kind = valueKind(value)
    const depth = path.length
    const expandable = isExpandable(value, kind)
    const expanded = expandable && state.expanded.has(key)
    rows.push({
      key,
      path,
      depth,
      row: 'value',
      kind,
      name,
      value,
      text: valueText(value),
      expandable,
      expanded,
      position,
      size,
    })
    if (!expanded) return
    if (kind === 'string') return rows.push(...textRows(value as string, path))
    const names = kind === 'array' ? undefined : Object.keys(value as object)
    const total = names?.length ?? (value as unknown[]).length
    const shown = Math.min(total, state.shown.get(key) ?? childrenPerPage)
    for (let at = 0; at < shown; at += 1) {
      const child = names?.[at] ?? at
      visit((value as Record<string | number, unknown>)[child], [...path, child], child, at + 1, total)
    }
    if (shown < total) rows.push(moreRow(path, shown, total, names?.[shown] ?? shown))
  }
  visit(root, [], null, 1, 1)
  return rows
}

function isExpandable(value: unknown, kind: TreeValueKind): boolean {
  if (kind === 'array') return (value as unknown[]).length > 0
  if (kind === 'object') return Object.keys(value as object).length > 0
  return kind === 'string' && ((value as string).length > shortText || (value as string).includes('\n'))
}

/** A long string as lines of its own: all of it can be read, and rows keep one height. */
function textRows(text: string, path: TreePath): TreeRow[] {
  const lines = text.split(/\r\n|[\r\n]/).flatMap(cutLine)
  return lines.map((line, at) => ({
    key: `${pathKey(path)}#${at}`,
    path,
    depth: path.length + 1,
    row: 'text',
    kind: 'string',
    name: null,
    value: line,
    text: line,
    expandable: false,
    expanded: false,
    position: at + 1,
    size: lines.length,
  }))
}

function cutLine(line: string): string[] {
  const parts: string[] = []
  for (let at = 0; at < line.length; at += lineChars) parts.push(line.slice(at, at + lineChars))
  return parts.length === 0 ? [''] : parts
}

function moreRow(path: TreePath, shown: number, total: number, next: string | number): TreeRow {
  const added = Math.min(childrenPerPage, total - shown)
  return {
    key: `${pathKey(path)}+`,
    path,
    depth: path.length + 1,
    row: 'more',
    kind: 'absent',
    name: null,
    value: next,
    text: `Show ${numbers.format(added)} more of ${numbers.format(total - shown)}`,
    expandable: false,
    expanded: false,
    position: shown + 1,
    size: total,
  }
}
