import { createContext, type ReactNode, useContext } from 'react'
import type { ScopeEntry } from '../../../expressions/scope.ts'
import type { GraphNode, Operation } from '../../../model/document.ts'
import type { Edit } from '../../../model/edits.ts'
import type { Json } from '../../../model/json.ts'
import type { FormField, SettingPath } from '../../../model/kinds.ts'
import type { Problem } from '../../../model/problem.ts'
import type { Origin } from '../../../ui/Provenance.tsx'

/** What the controls of one node's settings share. */
export interface NodeForm {
  readonly operation: Operation
  readonly node: GraphNode
  /** The settings with their defaults filled in; as they stand where they do not fit the kind. */
  readonly settings: unknown
  /** What may be named in its templates, with values of the last run. */
  readonly scope: readonly ScopeEntry[]
  readonly origin: Origin
  readonly problems: readonly Problem[]
  readonly readOnly: boolean
  /** Sets one setting; without a value it is taken away. A burst of keys in one setting is one undo step. */
  set(path: SettingPath, value: Json | undefined, label: string): void
  /** Several edits as one step; with a merge key they join a burst. */
  apply(edits: readonly Edit[], label: string, mergeKey?: string): void
  /** Applies the fix of a problem as one step, or asks first where a secret has to be moved. */
  fix(problem: Problem): void
  /** Adds an input that a template names before there is one; undefined where nothing can be added. */
  readonly addInput: ((name: string, required?: boolean) => void) | undefined
  /** Draws further controls, their paths beginning at `base`: a step has a form of its own. */
  drawFields(fields: readonly FormField[], base: SettingPath): ReactNode
}

export const NodeFormContext = createContext<NodeForm | undefined>(undefined)

export function useNodeForm(): NodeForm {
  const form = useContext(NodeFormContext)
  if (form === undefined) throw new Error('A control is drawn outside of its form.')
  return form
}

/** The value at a path, or undefined where something on the way is missing or no container. */
export function readAt(value: unknown, path: SettingPath): unknown {
  let at = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string | number, unknown>)[key]
  }
  return at
}

/** One sort of control, with the path at which its setting really stands (steps have forms of their own). */
export interface ControlProps<Control extends FormField['control']> {
  readonly field: Extract<FormField, { control: Control }>
  readonly path: SettingPath
}

/** A key for what belongs to one setting: undo steps and React's lists. */
export const settingKey = (node: string, path: SettingPath): string => `setting:${node}:${path.join('.')}`
