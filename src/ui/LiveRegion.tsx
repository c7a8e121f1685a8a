import { useEffect, useState } from 'react'
import { createAnnouncer } from './announcer.ts'
import styles from './VisuallyHidden.module.css'

const announcer = createAnnouncer({
  now: () => performance.now(),
  later: (act, delayMs) => {
    setTimeout(act, delayMs)
  },
})

/** Has a screen reader say it, politely, at most once every two seconds: of what comes faster the newest is said. */
export function announce(text: string): void {
  announcer.announce(text)
}

/** The one polite live region of the page. Put it in once, near the root; `announce` fills it. */
export function LiveRegion() {
  const [said, setSaid] = useState({ text: '', odd: false })
  useEffect(() => announcer.listen((text) => setSaid((last) => ({ text, odd: !last.odd }))), [])
  // The same words twice are no change, and would not be said: a no-break space makes them different.
  return <output className={styles.hidden}>{said.odd ? said.text : `${said.text}\u00a0`}</output>
}
