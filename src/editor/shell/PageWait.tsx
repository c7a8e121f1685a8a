import styles from './Page.module.css'
import { TopBar } from './TopBar.tsx'

/** A page that is on its way: its bar, and nothing that moves. */
export function PageWait() {
  return (
    <div className={styles.page}>
      <TopBar>{null}</TopBar>
      <main className={styles.main} aria-busy="true" />
    </div>
  )
}
