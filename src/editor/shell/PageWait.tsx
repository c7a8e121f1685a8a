import { TopBar } from './TopBar.tsx'
import styles from './Page.module.css'

/** A page that is on its way: its bar, and nothing that moves. */
export function PageWait() {
  return (
    <div className={styles.page}>
      <TopBar>{null}</TopBar>
      <main className={styles.main} aria-busy="true" />
    </div>
  )
}
