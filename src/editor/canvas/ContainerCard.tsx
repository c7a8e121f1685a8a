import { CircleHelp, TriangleAlert } from 'lucide-react'
import { hueStyle } from '../../nodes/card/view.tsx'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KindTile } from '../../ui/KindTile.tsx'
import { Provenance } from '../../ui/Provenance.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import styles from './ContainerCard.module.css'
import type { NodeCardProps } from './NodeCard.tsx'
import { statusOf } from './cardStatus.ts'

/**
 * A container as design/visual-language.md draws it: a frame whose body other cards stand in. Where the kind has four sockets
 * (Start, Carry, Put, Stop), they are pills in its corners and the way from one to the next is drawn; otherwise what it says of
 * itself stands in one line.
 */
export function ContainerCard(props: Omit<NodeCardProps, 'onFooter'>) {
  const { face, view, state, words, origin, selected = false, problems, brief = false, rename } = props
  const sockets = view?.loop === true ? face.rows : []
  return (
    <div
      className={cx(styles.frame, styles[state], selected && styles.selected, brief && styles.brief)}
      style={hueStyle(view?.hue ?? 'output')}
    >
      <div className={styles.header}>
        <KindTile icon={view?.icon ?? CircleHelp} size={brief ? 32 : 26} />
        <div className={styles.names}>
          {rename ?? (
            <div className={styles.name} data-node-title>
              {face.title}
            </div>
          )}
          <div className={styles.line} data-node-line>
            {face.summary}
          </div>
        </div>
        {origin !== undefined && <Provenance origin={origin} />}
        {words !== undefined && <span className={styles.words}>{words}</span>}
        {problems !== undefined && problems.count > 0 && (
          <span className={cx(styles.problems, problems.error && styles.error)} title={problems.first}>
            <Icon icon={TriangleAlert} size={14} />
            {problems.count}
          </span>
        )}
        {state !== 'idle' && <StatusLabel status={statusOf[state]} iconOnly />}
      </div>
      {sockets.length > 0 && !brief && (
        <>
          <Loop />
          <ul className={styles.sockets} aria-label="Sockets">
            {sockets.map(({ label, value }, at) => (
              <li
                key={label}
                className={cx(styles.socket, styles[corners[at] ?? 'topLeft'])}
                title={`${label}: ${value}`}
              >
                <span className={styles.number}>{at + 1}</span>
                <span className={styles.label}>{label}</span>
                <span className={styles.value}>{value}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Where the sockets stand, in the order of their numbers. */
const corners = ['topLeft', 'bottomRight', 'bottomLeft', 'topRight'] as const

/** The way of a value: in at Start, from the answer up to Stop and down to Carry, on to Put, and into the next request. */
function Loop() {
  return (
    <div className={styles.loop} aria-hidden>
      <i className={styles.startDown} />
      <i className={styles.stopUp} />
      <i className={styles.carryDown} />
      <i className={styles.carryToPut} />
      <i className={styles.putUp} />
    </div>
  )
}
