import { Mark } from '../../../ui/Mark.tsx'
import { intoView } from '../../../ui/markedText.tsx'
import type { Marks } from './highlights.ts'
import styles from './RunPanel.module.css'

interface MessageHeadersProps {
  headers: readonly (readonly [name: string, value: string])[]
  marks?: Marks['headers']
  /** The others are left out. */
  markedOnly?: boolean
}

/** The headers of a request or an answer, as they went; those that are pointed at marked. */
export function MessageHeaders({ headers, marks = {}, markedOnly = false }: MessageHeadersProps) {
  const look = (name: string) =>
    Object.hasOwn(marks, name.toLowerCase()) ? marks[name.toLowerCase()] : undefined
  const shown = markedOnly ? headers.filter(([name]) => look(name) !== undefined) : headers
  if (shown.length === 0) return null
  return (
    <dl className={styles.headers}>
      {shown.map(([name, value], index) => {
        const mark = look(name)
        return (
          // Headers may repeat.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>
              {mark === undefined ? (
                value
              ) : (
                <Mark {...mark} ref={intoView}>
                  {value}
                </Mark>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
