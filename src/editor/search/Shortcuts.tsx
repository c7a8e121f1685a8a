import { useRef } from 'react'
import { commandGroups } from '../../store/commands/command.ts'
import { commands } from '../../store/commands/list.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { useAppDispatch } from '../hooks.ts'
import styles from './Shortcuts.module.css'

/** All commands that have keys, by group: the same array that the keyboard itself reads. */
export function Shortcuts() {
  const dispatch = useAppDispatch()
  const list = useRef<HTMLElement>(null)
  return (
    <Dialog
      open
      size="large"
      title="Keyboard shortcuts"
      initialFocus={list}
      onClose={() => dispatch(overlayOpened(undefined))}
    >
      {/* A page to read: with the focus in it, the arrows scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={list} tabIndex={0} aria-label="Shortcuts" className={styles.page}>
        <div className={styles.groups}>
          {commandGroups.map((group) => {
            const keyed = commands.filter(
              (command) => command.group === group && command.shortcut !== undefined,
            )
            if (keyed.length === 0) return null
            return (
              <section key={group} className={styles.group} aria-label={group}>
                <h3 className={styles.title}>{group}</h3>
                <dl>
                  {keyed.map(({ id, label, shortcut = [] }) => (
                    <div key={id} className={styles.row}>
                      <dt>{label}</dt>
                      <dd className={styles.keys}>
                        {shortcut.map((keys) => (
                          <Kbd key={keys} keys={keys} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          })}
        </div>
      </section>
    </Dialog>
  )
}
