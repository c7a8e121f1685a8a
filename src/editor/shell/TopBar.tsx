import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { useAppDispatch } from '../hooks.ts'
import { useHost } from './host.ts'
import { Link } from './Link.tsx'
import { Logo } from './Logo.tsx'
import type { Route } from './routes.ts'
import { ThemeToggle } from './ThemeToggle.tsx'
import styles from './TopBar.module.css'

/** The bar that stands over every page; what is in it is the page's own. */
export function TopBar({ children }: { children: ReactNode }) {
  return (
    <header className={styles.bar}>
      <Link to={{ page: 'home' }} className={styles.logo} aria-label="Patchbay, all connectors">
        <Logo />
      </Link>
      {children}
    </header>
  )
}

/** Takes the room that is left. */
export function TopBarGap() {
  return <span className={styles.gap} />
}

export function TopBarLine() {
  return <span className={styles.line} aria-hidden />
}

const pages: readonly { readonly label: string; readonly route: Route }[] = [
  { label: 'Connectors', route: { page: 'home' } },
  { label: 'Credentials', route: { page: 'credentials' } },
  { label: 'Runs', route: { page: 'runs' } },
]

/** The bar of the pages that belong to no connector. */
export function MainBar() {
  const host = useHost()
  const dispatch = useAppDispatch()
  return (
    <TopBar>
      <span className={styles.name}>Patchbay</span>
      <nav className={styles.nav} aria-label="Pages">
        {pages.map(({ label, route }) => (
          <Link
            key={label}
            to={route}
            className={styles.page}
            aria-current={route.page === host.route.page ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <TopBarGap />
      <button
        type="button"
        className={styles.search}
        onClick={() => dispatch(overlayOpened({ kind: 'palette' }))}
      >
        <Icon icon={Search} size={14} />
        <span>Find a connector or operation</span>
        <Kbd keys="Mod+K" hidden />
      </button>
      <ThemeToggle />
    </TopBar>
  )
}
