import type { StoreExtra } from '../extra.ts'
import type { EditorState } from '../state.ts'
import type { EditorDispatch } from '../thunk.ts'

/** Groups of the menus and of the command palette, in their order. */
export const commandGroups = [
  'Edit',
  'Add',
  'Graph',
  'Select',
  'View',
  'Run',
  'Operation',
  'Connector',
] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Where a shortcut counts: everywhere, or only while the canvas (or the outline) has the focus. */
export type CommandScope = 'anywhere' | 'canvas'

/** What a caller may tell a command: what the pointer was on, or what was chosen. Each command says which it reads. */
export interface CommandArgs {
  readonly at?: { readonly x: number; readonly y: number }
  readonly node?: string
  readonly edge?: string
  readonly container?: string
  readonly operation?: string
  readonly from?: { readonly node: string; readonly port: string }
  readonly to?: { readonly node: string; readonly port: string }
  readonly text?: string
}

export interface CommandApi {
  readonly dispatch: EditorDispatch
  readonly getState: () => EditorState
  readonly extra: StoreExtra
}

/**
 * One thing a person can do. Menu, palette, keyboard and toolbar list the same objects, so that what works in one works
 * in all, and reads the same.
 */
export interface Command {
  /** Stable, kebab-case: `add-request`, `undo`. */
  readonly id: string
  /** Verb first, sentence case: "Delete selection". */
  readonly label: string
  readonly group: CommandGroup
  /** Name in the icon set. */
  readonly icon: string
  /** `Mod` is ⌘ on a Mac and Ctrl elsewhere: `Mod+Shift+Z`. The first is shown. */
  readonly shortcut?: readonly string[]
  readonly scope: CommandScope
  /** Its shortcut works while a text field has the focus. */
  readonly inText?: boolean
  /** Not offered in the palette: it needs `args` or a place, or is a key alone. */
  readonly hidden?: boolean
  readonly enabled: (state: EditorState) => boolean
  readonly run: (api: CommandApi, args?: CommandArgs) => void | Promise<void>
}
