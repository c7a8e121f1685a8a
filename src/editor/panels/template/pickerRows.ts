import type { Completion, FilterOption, ReferenceOption } from '../../../expressions/complete.ts'
import type { ScopeEntry } from '../../../expressions/scope.ts'
import { valueText } from '../../../ui/treeRows.ts'
import { type Hue, hueOfPath } from './hues.ts'

/** A line of the `{{` list. `key` is the same for as long as its path is. */
export type PickerRow =
  | {
      readonly row: 'value'
      readonly key: string
      readonly option: ReferenceOption
      readonly label: string
      /** A root is written in the interface's type with its kind's icon, what is below it in mono. */
      readonly isRoot: boolean
      readonly depth: number
      readonly hue: Hue
      readonly expandable: boolean
      readonly expanded: boolean
      /** Value of the last run, or what is known of it. */
      readonly sample: string
      /** Why it cannot be used here. */
      readonly hint: string | undefined
    }
  | { readonly row: 'filter'; readonly key: string; readonly option: FilterOption; readonly label: string }

export interface PickerRows {
  /** `tree` while nothing has been typed; then a flat list, the best first. */
  readonly form: 'tree' | 'list'
  readonly rows: readonly PickerRow[]
  /** There is more than is listed: typing finds it. */
  readonly more: boolean
}

/** Opened and closed by the person, by key; what is not in here is as it is at first. */
export type Opened = ReadonlyMap<string, boolean>

/** Roots from the nearest to the farthest: what this node is given comes before what is always there. */
const order: readonly string[] = [
  'page',
  'batch',
  'item',
  'status',
  'headers',
  'body',
  'input',
  'auth',
  'nodes',
]
const rank = (root: string) => {
  const at = order.indexOf(root)
  return at < 0 ? order.length : at
}

const rootTitles: Readonly<Record<string, string>> = {
  page: 'This page',
  batch: 'This batch',
  item: 'This record',
  input: 'Inputs',
  service: 'Service',
}

/** The list as it is drawn for what has been typed. */
export function pickerRows(completion: Completion, scope: readonly ScopeEntry[], opened: Opened): PickerRows {
  const { options, more } = completion
  if (completion.stage === 'filter')
    return {
      form: 'list',
      more,
      rows: options.flatMap((option): PickerRow[] =>
        option.kind === 'filter' ? [{ row: 'filter', key: option.label, option, label: option.label }] : [],
      ),
    }
  const references = options.filter((option) => option.kind === 'reference')
  if (completion.typed.trim() === '') return { form: 'tree', more, rows: treeRows(references, scope, opened) }
  const rows = references
    .filter(({ path }) => path.length > 1 || path[0] !== 'nodes')
    .map(
      (option): PickerRow => ({ ...valueRow(option, scope), label: option.insert, isRoot: false, depth: 0 }),
    )
  return { form: 'list', more, rows }
}

function treeRows(
  options: readonly ReferenceOption[],
  scope: readonly ScopeEntry[],
  opened: Opened,
): PickerRow[] {
  const input = scope.find(({ name }) => name === 'input')?.children
  const again = options.flatMap(({ path, entry }) =>
    path[0] !== 'input' && path[0] !== 'service' && input !== undefined && entry.children === input
      ? [path]
      : [],
  )
  const usable = options.filter(({ path, entry }) => {
    if (path[0] === 'nodes' && (path.length === 1 || entry.hint !== undefined)) return false
    // Where the inputs come in, they are also the record and the output of their node: listed once, under one name.
    return !again.some((twin) => twin.every((key, at) => path[at] === key))
  })
  const sorted = usable.toSorted((a, b) => rank(a.path[0]) - rank(b.path[0]))
  const rows: PickerRow[] = []
  /** The depth below which everything is hidden, because what is above it is closed. */
  let closedAt = Number.POSITIVE_INFINITY
  for (const [index, option] of sorted.entries()) {
    const depth = option.path[0] === 'nodes' ? option.depth - 1 : option.depth
    if (depth > closedAt) continue
    closedAt = Number.POSITIVE_INFINITY
    const next = sorted[index + 1]
    const expandable = option.hasChildren && next !== undefined && isBelow(next, option)
    const expanded = expandable && (opened.get(option.insert) ?? opensAtFirst(option, sorted, index))
    if (expandable && !expanded) closedAt = depth
    rows.push({
      ...valueRow(option, scope),
      depth,
      isRoot: depth === 0,
      expandable,
      expanded,
      label: labelOf(option, depth),
    })
  }
  return rows
}

const isBelow = (inner: ReferenceOption, outer: ReferenceOption) =>
  inner.path.length > outer.path.length && outer.path.every((key, at) => inner.path[at] === key)

/** Roots are open but for the service, which is long known; below them whatever is the only thing to open. */
function opensAtFirst(option: ReferenceOption, all: readonly ReferenceOption[], index: number): boolean {
  const { path } = option
  const isNode = path[0] === 'nodes'
  if (path.length === (isNode ? 2 : 1)) return path[0] !== 'service'
  const siblings = all.filter(
    (other) =>
      other.path.length === path.length &&
      other.hasChildren &&
      path.slice(0, -1).every((key, at) => other.path[at] === key),
  )
  return siblings.length === 1 && siblings[0] === all[index] && path.length < 6
}

function valueRow(
  option: ReferenceOption,
  scope: readonly ScopeEntry[],
): Extract<PickerRow, { row: 'value' }> {
  const { entry, insert, path } = option
  return {
    row: 'value',
    key: insert,
    option,
    label: option.label,
    isRoot: false,
    depth: option.depth,
    hue: hueOfPath(path, scope),
    expandable: option.hasChildren,
    expanded: false,
    sample: path.length === 1 || entry.hint !== undefined ? '' : sampleText(entry),
    hint: entry.hint,
  }
}

function labelOf({ path, label, entry }: ReferenceOption, depth: number): string {
  if (depth > 0) return label
  if (path[0] === 'nodes') return entry.name
  return rootTitles[path[0]] ?? entry.title ?? label
}

/** What stands at the right of a value: the last run's, shortened by the layout; never one of a credential. */
function sampleText(entry: ScopeEntry): string {
  if (entry.secret === true || entry.type === 'secret' || entry.kind === 'credential') return 'hidden'
  if (entry.hasSample === true) return valueText(entry.sample)
  return entry.kind === 'field' ? 'empty' : ''
}
