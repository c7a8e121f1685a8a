/** Whose keyboard the labels speak of; the difference is only the names of the modifier keys. */
export type Platform = 'mac' | 'other'

/** Reads the platform from the browser; anything that is not Apple's is `other`. */
export function platformOf(navigatorPlatform: string): Platform {
  return /mac|iphone|ipad|ipod/i.test(navigatorPlatform) ? 'mac' : 'other'
}

/** The platform of this page; `other` where there is no browser. */
export function currentPlatform(): Platform {
  return typeof navigator === 'undefined' ? 'other' : platformOf(navigator.platform)
}

const macKeys: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' }
const otherKeys: Readonly<Record<string, string>> = { Mod: 'Ctrl', Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift' }
const sharedKeys: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  Delete: 'Del',
  Tab: 'Tab',
  Space: 'Space',
}

/** Splits `Mod+Shift+Z`; a final `+` is the plus key itself, so `Mod++` is two keys. */
function keysOf(shortcut: string): string[] {
  const keys = shortcut.split('+')
  return shortcut.endsWith('+') ? [...keys.slice(0, -2), '+'] : keys
}

/**
 * What a person reads on the key cap: `Mod+Enter` is `⌘↵` on a Mac and `Ctrl ↵` elsewhere. Mac writes its keys
 * without a space, as Apple's menus do.
 */
export function shortcutText(shortcut: string, platform: Platform): string {
  const names = platform === 'mac' ? macKeys : otherKeys
  const parts = keysOf(shortcut).map((key) => names[key] ?? sharedKeys[key] ?? key.toUpperCase())
  const spelled = parts.some((part) => part.length > 1)
  return parts.join(platform === 'mac' && !spelled ? '' : ' ')
}

/** The value of `aria-keyshortcuts` (WAI-ARIA 1.2): `Mod` becomes `Meta` or `Control`. */
export function shortcutAria(shortcut: string, platform: Platform): string {
  const names: Readonly<Record<string, string>> = {
    Mod: platform === 'mac' ? 'Meta' : 'Control',
    Ctrl: 'Control',
  }
  return keysOf(shortcut)
    .map((key) => names[key] ?? key)
    .join('+')
}
