import type { Edit } from '../../model/edits.ts'

/** Applies edits of the document as one step; those with the same key merge while one types. */
export type ApplyEdits = (edits: readonly Edit[], label: string, mergeKey?: string) => void

/** Changes one authentication; changes with the same key are one step back. `clear` takes what is optional away. */
export type ChangeAuthentication = (
  values: Extract<Edit, { edit: 'changeAuthentication' }>['values'],
  label: string,
  mergeKey?: string,
  clear?: readonly 'login'[],
) => void
