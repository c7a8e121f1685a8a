import { expect, test } from 'vitest'
import { platformOf, shortcutAria, shortcutText } from '../../src/ui/shortcut.ts'

test.each([
  ['MacIntel', 'mac'],
  ['iPad', 'mac'],
  ['Win32', 'other'],
  ['Linux x86_64', 'other'],
  ['', 'other'],
])('%s is %s', (name, platform) => {
  expect(platformOf(name)).toBe(platform)
})

test.each([
  ['Mod+Enter', '⌘↵', 'Ctrl ↵', 'Meta+Enter', 'Control+Enter'],
  ['Mod+Shift+z', '⌘⇧Z', 'Ctrl Shift Z', 'Meta+Shift+z', 'Control+Shift+z'],
  ['Mod++', '⌘+', 'Ctrl +', 'Meta++', 'Control++'],
  ['F2', 'F2', 'F2', 'F2', 'F2'],
  ['Alt+ArrowUp', '⌥↑', 'Alt ↑', 'Alt+ArrowUp', 'Alt+ArrowUp'],
  ['Delete', 'Del', 'Del', 'Delete', 'Delete'],
  ['n', 'N', 'N', 'n', 'n'],
])('%s reads %s on a Mac and %s elsewhere', (keys, mac, other, ariaMac, ariaOther) => {
  expect(shortcutText(keys, 'mac')).toBe(mac)
  expect(shortcutText(keys, 'other')).toBe(other)
  expect(shortcutAria(keys, 'mac')).toBe(ariaMac)
  expect(shortcutAria(keys, 'other')).toBe(ariaOther)
})
