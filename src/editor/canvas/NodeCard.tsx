import { CircleHelp, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { hueStyle, type NodeView } from '../../nodes/card/view.tsx'
import type { Face } from '../../store/faces.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KindTile } from '../../ui/KindTile.tsx'
import { type Origin, Provenance } from '../../ui/Provenance.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { statusOf } from './cardStatus.ts'
import styles from './NodeCard.module.css'
import type { CardState } from './runWords.ts'

export interface NodeCardProps {
  readonly face: Face
  /** Undefined: a kind that this version does not know. */
  readonly view: NodeView | undefined
  readonly state: CardState
  /** The footer: the state in words. */
  readonly words?: string | undefined
  /** Where the value comes from that stands in for the node. */
  readonly origin?: Origin | undefined
  readonly selected?: boolean
  /** How many problems it has, and whether one of them keeps it from running. */
  readonly problems?: { readonly count: number; readonly error: boolean; readonly first: string } | undefined
  /** Below 60 %: no rows, no footer; icon, name and state stay readable. */
  readonly brief?: boolean
  /** Stands in the place of the name while it is being changed. */
  readonly rename?: ReactNode
  /** Makes the footer a button: a failed one opens its details. */
  readonly onFooter?: (() => void) | undefined
}

/** A node's card as design/visual-language.md draws it. It knows nothing of the canvas, so that a sheet can show it too. */
export function NodeCard(props: NodeCardProps) {
  const { face, view, state, words, origin, selected = false, problems, brief = false } = props
  const { rename, onFooter } = props
  const Face = view?.Face
  const line =
    view === undefined || view.line === 'summary' || face.title === face.kindTitle
      ? face.summary
      : face.kindTitle
  const first = face.rows[0]?.style === 'url'
  return (
    <div
      className={cx(styles.card, styles[state], selected && styles.selected, brief && styles.brief)}
      style={hueStyle(view?.hue ?? 'output')}
    >
      <div className={styles.header}>
        <KindTile icon={view?.icon ?? CircleHelp} size={brief ? 32 : 26} className={styles.tile} />
        <div className={styles.names}>
          {rename ?? (
            <div className={styles.name} data-node-title>
              {face.title}
            </div>
          )}
          <div className={styles.line} data-node-line>
            {line}
          </div>
        </div>
        {problems !== undefined && problems.count > 0 && (
          <span className={cx(styles.problems, problems.error && styles.error)} title={problems.first}>
            <Icon icon={TriangleAlert} size={14} />
            {problems.count}
          </span>
        )}
        {state !== 'idle' && <StatusLabel status={statusOf[state]} iconOnly />}
      </div>
      {state === 'running' && <div className={styles.bar} />}
      {Face !== undefined && face.rows.length > 0 && (
        <div className={cx(styles.body, first && styles.addressFirst)}>
          <Face rows={face.rows} />
        </div>
      )}
      {words !== undefined && <Footer words={words} origin={origin} onPress={onFooter} />}
    </div>
  )
}

interface FooterProps {
  readonly words: string
  readonly origin: Origin | undefined
  readonly onPress: (() => void) | undefined
}

function Footer({ words, origin, onPress }: FooterProps) {
  if (onPress === undefined)
    return (
      <div className={styles.footer} title={words}>
        {origin !== undefined && <Provenance origin={origin} />}
        <span className={styles.words}>{words}</span>
      </div>
    )
  return (
    <button
      type="button"
      tabIndex={-1}
      className={cx(styles.footer, 'nodrag')}
      title={`${words} Open the details.`}
      onClick={onPress}
    >
      {origin !== undefined && <Provenance origin={origin} />}
      <span className={styles.words}>{words}</span>
    </button>
  )
}
