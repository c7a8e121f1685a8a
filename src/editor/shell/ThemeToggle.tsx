import { Monitor, Moon, Sun } from 'lucide-react'
import { themeChosen } from '../../store/sessionSlice.ts'
import type { SessionState } from '../../store/state.ts'
import type { IconShape } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useAppDispatch, useAppSelector } from '../hooks.ts'

type Theme = SessionState['theme']

/** Each theme with its picture and the one that a press leads to. */
const themes: Readonly<Record<Theme, { icon: IconShape; words: string; next: Theme }>> = {
  system: { icon: Monitor, words: 'Theme: as the system', next: 'light' },
  light: { icon: Sun, words: 'Theme: light', next: 'dark' },
  dark: { icon: Moon, words: 'Theme: dark', next: 'system' },
}

/** Goes from the system's theme to light, to dark, and round again. */
export function ThemeToggle() {
  const dispatch = useAppDispatch()
  const theme = useAppSelector((state) => state.session.theme)
  const { icon, words, next } = themes[theme]
  return <IconButton icon={icon} label={words} size={32} onClick={() => dispatch(themeChosen(next))} />
}
