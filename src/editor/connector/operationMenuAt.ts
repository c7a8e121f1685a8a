import type { Operation } from '../../model/document.ts'

/** The operation whose menu is open, and where in the window, in px. */
export interface MenuAt {
  readonly operation: Operation
  readonly at: { readonly x: number; readonly y: number }
}
