import type { Edit } from './edits.ts'
import type { EdgeId, FieldId, NodeId, NoteId, OperationId } from './ids.ts'

/** Where in the document: keys and indexes from its root, as in the file (`['operations', 0, 'graph', 'nodes', 2, …]`). */
export type ProblemPath = readonly (string | number)[]

/** The same place in the words of the editor, so that a click on a problem can go there. */
export interface ProblemPlace {
  readonly operation?: OperationId
  readonly node?: NodeId
  readonly edge?: EdgeId
  readonly note?: NoteId
  readonly field?: FieldId
  /** Path inside the node's settings, for the inspector to focus: `['query', 1, 'value']`. */
  readonly setting?: readonly (string | number)[]
}

/** A way out, ready to be applied as one undo step. */
export interface Fix {
  /** A verb first: "Connect it to Output". */
  readonly label: string
  readonly edits: readonly Edit[]
}

/**
 * What a check finds before a run. An error keeps the operation from running and publishing; a warning does not.
 * Messages say what is wrong and what to do, in one or two sentences, and never contain a secret.
 */
export interface Problem {
  /** Stable, kebab-case: `unknown-reference`, `edge-dangling`. Tests, docs and the editor go by it. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly path: ProblemPath
  readonly place?: ProblemPlace
  readonly message: string
  readonly fix?: Fix
}
