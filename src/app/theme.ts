import type { SessionState } from '../store/state.ts'

type Theme = SessionState['theme']

/** Read by public/theme.js too, before the first paint. */
const key = 'patchbay-theme'

/** The theme that was chosen in this browser. */
export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(key)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

/** Puts a theme on the page and keeps it for the next start. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  try {
    if (theme === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    // Site data is switched off: the choice lasts as long as the page.
  }
}
