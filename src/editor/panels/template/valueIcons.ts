import {
  Braces,
  Brackets,
  Calendar,
  CircleDashed,
  CircleSlash,
  FileText,
  Filter,
  Hash,
  KeyRound,
  Layers,
  Lock,
  Repeat,
  Rows3,
  Server,
  TextCursorInput,
  ToggleLeft,
  Type,
} from 'lucide-react'
import type { ReferenceOption } from '../../../expressions/complete.ts'
import type { ScopeEntry, ScopeType } from '../../../expressions/scope.ts'
import { viewOf } from '../../../nodes/views.ts'
import type { IconShape } from '../../../ui/Icon.tsx'

const types: Readonly<Record<ScopeType, IconShape>> = {
  string: Type,
  number: Hash,
  integer: Hash,
  boolean: ToggleLeft,
  object: Braces,
  array: Brackets,
  null: CircleSlash,
  any: CircleDashed,
  date: Calendar,
  secret: Lock,
}

const words: Readonly<Record<ScopeType, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'object',
  array: 'list',
  null: 'null',
  any: 'any value',
  date: 'date',
  secret: 'secret',
}

const roots: Readonly<Record<string, IconShape>> = {
  input: TextCursorInput,
  auth: KeyRound,
  service: Server,
  item: Rows3,
  page: Repeat,
  batch: Layers,
}

export const filterIcon: IconShape = Filter

/** The icon of a value by its type. */
export const typeIcon = (entry: ScopeEntry): IconShape => types[entry.type ?? 'any']

/** The icon of a root: of the node it is of, or of what the name stands for. */
export function rootIcon({ path, entry }: ReferenceOption): IconShape {
  if (path[0] === 'nodes')
    return (entry.kind === undefined ? undefined : viewOf(entry.kind)?.icon) ?? FileText
  return (Object.hasOwn(roots, path[0]) ? roots[path[0]] : undefined) ?? typeIcon(entry)
}

/** The type in a word or two. */
export const typeWords = (entry: ScopeEntry): string => words[entry.type ?? 'any']
