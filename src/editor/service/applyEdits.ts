import type { Edit } from '../../model/edits.ts'

/** Applies edits of the document as one step; those with the same key merge while one types. */
export type ApplyEdits = (edits: readonly Edit[], label: string, mergeKey?: string) => void
