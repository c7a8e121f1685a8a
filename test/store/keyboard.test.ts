import { describe, expect, it } from 'vitest'
import { commands } from '../../src/store/commands/list.ts'
import type { KeyPress } from '../../src/store/keyboard.ts'
import { commandFor, matchesShortcut, parseShortcut, shortcutConflicts } from '../../src/store/keyboard.ts'

const press = (key: string, held = '', code?: string): KeyPress => ({
  key,
  ...(code === undefined ? {} : { code }),
  metaKey: held.includes('⌘'),
  ctrlKey: held.includes('⌃'),
  altKey: held.includes('⌥'),
  shiftKey: held.includes('⇧'),
})

describe('shortcuts', () => {
  it.each<[string, KeyPress, 'mac' | 'other', boolean]>([
    ['Mod+Z', press('z', '⌘'), 'mac', true],
    ['Mod+Z', press('z', '⌃'), 'mac', false],
    ['Mod+Z', press('z', '⌃'), 'other', true],
    ['Mod+Z', press('Z', '⌃⇧'), 'other', false],
    ['Mod+Shift+Z', press('Z', '⌃⇧'), 'other', true],
    ['Mod+Shift+Z', press('z', '⌃'), 'other', false],
    ['N', press('n'), 'other', true],
    ['N', press('N', '⇧'), 'other', false],
    ['N', press('n', '⌃'), 'other', false],
    ['Shift+1', press('!', '⇧', 'Digit1'), 'other', true],
    ['?', press('?', '⇧', 'Slash'), 'other', true],
    ['Mod++', press('+', '⌃⇧'), 'other', true],
    ['Mod+=', press('=', '⌃'), 'other', true],
    ['Alt+ArrowLeft', press('ArrowLeft', '⌥'), 'mac', true],
    ['ArrowLeft', press('ArrowLeft', '⌥'), 'mac', false],
    ['Delete', press('Delete'), 'other', true],
    ['Alt+N', press('˜', '⌥', 'KeyN'), 'mac', true],
  ])('%s, %o on %s: %s', (text, keys, platform, expected) => {
    expect(matchesShortcut(parseShortcut(text), keys, platform === 'mac')).toBe(expected)
  })

  it('do not count while a letter is composed', () => {
    expect(matchesShortcut(parseShortcut('N'), { ...press('n'), isComposing: true }, false)).toBe(false)
  })

  it.each(['', 'Mod', 'Mod+', 'Strg+Z', 'Z+Mod'])('“%s” is none', (text) => {
    expect(() => parseShortcut(text)).toThrow(/no shortcut/)
  })
})

const find = (keys: KeyPress, inText = false, onCanvas = true) =>
  commandFor(commands, keys, { mac: false, inText, onCanvas })?.id

describe('the command that keys mean', () => {
  it.each([
    [press('z', '⌃'), 'undo'],
    [press('y', '⌃'), 'redo'],
    [press('Delete'), 'delete'],
    [press('n'), 'add-node'],
    [press('c'), 'start-edge'],
    [press('c', '⌃'), 'copy'],
    [press('ArrowRight'), 'walk-right'],
    [press('ArrowRight', '⌥'), 'move-right'],
    [press('k', '⌃'), 'command-palette'],
    [press('Enter', '⌃'), 'run'],
    [press('F2'), 'rename-node'],
  ])('%o: %s', (keys, id) => {
    expect(find(keys)).toBe(id)
  })

  it('in a text field, letters and undo are the field’s own', () => {
    for (const keys of [press('n'), press('Delete'), press('z', '⌃'), press('a', '⌃'), press('/')])
      expect(find(keys, true, false)).toBeUndefined()
    expect(find(press('Enter', '⌃'), true, false)).toBe('run')
    expect(find(press('k', '⌃'), true, false)).toBe('command-palette')
  })

  it('away from the canvas, the canvas’s keys do nothing', () => {
    expect(find(press('Delete'), false, false)).toBeUndefined()
    expect(find(press('z', '⌃'), false, false)).toBe('undo')
  })
})

describe('the commands', () => {
  it('want no key twice', () => {
    expect(shortcutConflicts(commands)).toEqual([])
  })
  it('a conflict would be found', () => {
    const twin = commands.filter(({ id }) => id === 'undo' || id === 'redo')
    const both = twin.map((command) => ({ ...command, shortcut: ['Mod+Z'] }))
    expect(shortcutConflicts(both)).toEqual([{ shortcut: 'Mod+Z', commands: ['undo', 'redo'] }])
  })
  it('have ids of their own and readable shortcuts', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
    for (const { shortcut } of commands) for (const text of shortcut ?? []) parseShortcut(text)
  })
})
