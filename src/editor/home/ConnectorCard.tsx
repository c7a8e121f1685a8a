import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { ConnectorListing } from '../shell/host.ts'
import { Link } from '../shell/Link.tsx'
import styles from './ConnectorCard.module.css'
import type { CardActs } from './cardActs.ts'
import { countWords, statusLine, timeWords } from './cardWords.ts'
import { connectorIcon } from './connectorIcon.ts'
import { MiniMap } from './MiniMap.tsx'

/** Base UI's menus weigh more than the rest of the page: they come with the first press. */
const CardMenu = lazy(async () => ({ default: (await import('./CardMenu.tsx')).CardMenu }))

export interface ConnectorCardProps {
  listing: ConnectorListing
  nowMs: number
  demo: boolean
  acts: CardActs
}

/** A connector on the home page: a picture of it, how its operations stand, when it was edited. */
export function ConnectorCard({ listing, nowMs, demo, acts }: ConnectorCardProps) {
  const [menu, setMenu] = useState(false)
  const line = statusLine(listing.operations.map(({ status }) => status))
  const more = (
    <IconButton icon={Ellipsis} label={`More for ${listing.title}`} onClick={() => setMenu(true)} />
  )
  return (
    <article className={styles.card}>
      <MiniMap preview={listing.preview} />
      <div className={styles.head}>
        <span className={styles.icon}>
          <Icon icon={connectorIcon(listing.icon)} size={18} />
        </span>
        <div className={styles.words}>
          <h3 className={styles.title}>
            <Link to={{ page: 'operation', connector: listing.id }} className={styles.open}>
              {listing.title}
            </Link>
          </h3>
          <p className={styles.count}>{countWords(listing.operations.length, 'operation')}</p>
        </div>
        <span className={styles.menu}>
          {menu ? (
            <Suspense fallback={more}>
              <CardMenu title={listing.title} acts={acts} onClose={() => setMenu(false)} />
            </Suspense>
          ) : (
            more
          )}
        </span>
      </div>
      <div className={styles.foot}>
        <StatusDot status={line.status} />
        <span className={styles.status} title={line.words}>
          {line.words}
        </span>
        <span className={styles.chips}>
          {demo && <Chip tone="line">Demo</Chip>}
          <Chip tone="accent">Draft</Chip>
        </span>
        <span className={styles.time}>{timeWords(listing.editedMs, nowMs)}</span>
      </div>
    </article>
  )
}
