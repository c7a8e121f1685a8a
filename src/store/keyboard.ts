import type { Command, CommandScope } from './commands/command.ts'

/** A shortcut taken apart. `key` is as `KeyboardEvent.key` names it, letters in lower case. */
export interface Shortcut {
  readonly mod: boolean
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

/** What of a `KeyboardEvent` is read. */
export interface KeyPress {
  readonly key: string
  /** The key's place on the keyboard: on a Mac, Alt makes another letter of `key`. */
  readonly code?: string
  readonly metaKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** A letter is still being composed (an input method): no shortcut. */
  readonly isComposing?: boolean
}

export interface KeyContext {
  readonly mac: boolean
  /** The focus is in something one types into. */
  readonly inText: boolean
  /** The focus is on the canvas or the outline. */
  readonly onCanvas: boolean
}

const modifiers = new Set(['Mod', 'Ctrl', 'Alt', 'Shift'])

/** Reads `Mod+Shift+Z`, `Delete`, `Mod++`. Throws on what is no shortcut: shortcuts are written by us. */
export function parseShortcut(text: string): Shortcut {
  const parts =
    text === '+' ? ['+'] : text.endsWith('++') ? [...text.slice(0, -2).split('+'), '+'] : text.split('+')
  const key = parts.pop() ?? ''
  if (key === '' || modifiers.has(key) || parts.some((part) => !modifiers.has(part)))
    throw new Error(`“${text}” is no shortcut.`)
  return {
    mod: parts.includes('Mod'),
    ctrl: parts.includes('Ctrl'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
    key: key === 'Space' ? ' ' : key.length === 1 ? key.toLowerCase() : key,
  }
}

/** Whether a press of keys is this shortcut. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function matchesShortcut(shortcut: Shortcut, press: KeyPress, mac: boolean): boolean {
  if (press.isComposing === true) return false
  const ctrl = shortcut.ctrl || (shortcut.mod && !mac)
  const meta = shortcut.mod && mac
  if (press.ctrlKey !== ctrl || press.metaKey !== meta || press.altKey !== shortcut.alt) return false
  // Which symbols need Shift differs between keyboards; there the key says enough.
  const shiftCounts = shortcut.key.length > 1 || /[a-z0-9 ]/.test(shortcut.key)
  if ((shiftCounts || shortcut.shift) && press.shiftKey !== shortcut.shift) return false
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  if (key === shortcut.key) return true
  // Shift+1 is "!" and Alt+N is "˜": then the place of the key decides.
  const code = codeOf(shortcut.key)
  return code !== undefined && (press.shiftKey || press.altKey) && press.code === code
}

function codeOf(key: string): string | undefined {
  if (/^[a-z]$/.test(key)) return `Key${key.toUpperCase()}`
  return /^[0-9]$/.test(key) ? `Digit${key}` : undefined
}

const parsed = new WeakMap<Command, readonly Shortcut[]>()

function shortcutsOf(command: Command): readonly Shortcut[] {
  const known = parsed.get(command)
  if (known !== undefined) return known
  const shortcuts = (command.shortcut ?? []).map(parseShortcut)
  parsed.set(command, shortcuts)
  return shortcuts
}

/** The command that a press of keys means where the focus is; undefined: none, and the key is the browser's. */
export function commandFor(
  commands: readonly Command[],
  press: KeyPress,
  { mac, inText, onCanvas }: KeyContext,
): Command | undefined {
  const counts = (scope: CommandScope) => scope === 'anywhere' || onCanvas
  return commands.find(
    (command) =>
      counts(command.scope) &&
      (!inText || command.inText === true) &&
      shortcutsOf(command).some((shortcut) => matchesShortcut(shortcut, press, mac)),
  )
}

/**
 * Pairs of commands that the same keys would start in the same place: there should be none. `Mod` and `Ctrl` are the same
 * off the Mac.
 */
export function shortcutConflicts(
  commands: readonly Command[],
): { readonly shortcut: string; readonly commands: readonly [string, string] }[] {
  const conflicts: { shortcut: string; commands: [string, string] }[] = []
  const taken = new Map<string, { id: string; scope: CommandScope }[]>()
  for (const command of commands)
    for (const text of command.shortcut ?? []) {
      const { mod, ctrl, alt, shift, key } = parseShortcut(text)
      const name = [mod || ctrl, alt, shift, key].join(' ')
      const others = taken.get(name) ?? []
      for (const other of others) conflicts.push({ shortcut: text, commands: [other.id, command.id] })
      taken.set(name, [...others, { id: command.id, scope: command.scope }])
    }
  return conflicts
}
