import { useRef } from 'react'
import type { Problem } from '../../model/problem.ts'
import { printPath } from '../../model/read.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useAppDispatch } from '../hooks.ts'
import { countWords } from './cardWords.ts'
import styles from './Dialogs.module.css'

/** A file that was not imported, in words: everything that is wrong with it, each with its place. */
export function RefusedFileDialog({ name, problems }: { name: string; problems: readonly Problem[] }) {
  const dispatch = useAppDispatch()
  const close = useRef<HTMLButtonElement>(null)
  const onClose = () => dispatch(overlayOpened(undefined))
  const errors = problems.filter(({ severity }) => severity === 'error')
  return (
    <Dialog
      open
      onClose={onClose}
      initialFocus={close}
      title={`${name} was not imported`}
      aside={errors.length > 1 ? countWords(errors.length, 'problem') : undefined}
      description="Nothing was changed here."
      footer={
        <Button ref={close} variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      {/* A long list scrolls: with the focus in it, the arrows do that. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={styles.problems} tabIndex={0} aria-label="What is wrong with it">
        {problems.map(({ message, path, code }, at) => (
          // Problems are listed once and never reordered.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${code}-${at}`} className={styles.problem}>
            <p>{message}</p>
            {path.length > 0 && !message.includes(printPath(path)) && (
              <code className={styles.path}>{printPath(path)}</code>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
