import type { Connector } from './document.ts'
import { connectorEdits } from './edits/connector.ts'
import { EditError } from './edits/draft.ts'
import { fieldEdits } from './edits/fields.ts'
import { layoutEdits } from './edits/layout.ts'
import { nodeEdits } from './edits/nodes.ts'
import { operationEdits } from './edits/operations.ts'

export { EditError } from './edits/draft.ts'

/**
 * The only code that changes a document. Each edit takes a draft (Immer's, or a plain document that is the caller's to change)
 * and its arguments, changes the draft and returns nothing, so that patches stay as small as the change. Ids come with the
 * arguments, made by the caller. An edit that names what is not there throws {@link EditError} before it changes anything.
 */
export const edits = {
  ...nodeEdits,
  ...fieldEdits,
  ...layoutEdits,
  ...operationEdits,
  ...connectorEdits,
}

type Edits = typeof edits

/** The name of an edit: what commands, fixes and tests call it. */
export type EditName = keyof Edits

/** An edit as data, safe to print as JSON: `{ edit: 'renameNode', operation, node, title }`. */
export type Edit = {
  [Name in EditName]: { readonly edit: Name } & Readonly<Parameters<Edits[Name]>[1]>
}[EditName]

/** Applies one edit. Throws {@link EditError} where it names what is not there, or is no edit at all. */
export function applyEdit(draft: Connector, edit: Edit): void {
  if (!Object.hasOwn(edits, edit.edit)) throw new EditError(`There is no edit called “${String(edit.edit)}”.`)
  const { edit: name, ...args } = edit
  // The pair of name and arguments is checked by the type `Edit`; TypeScript cannot follow it through the lookup.
  const apply = edits[name] as (draft: Connector, args: unknown) => void
  apply(draft, args)
}

/** Applies edits in order: a fix, a gesture. */
export function applyEdits(draft: Connector, list: readonly Edit[]): void {
  for (const edit of list) applyEdit(draft, edit)
}
