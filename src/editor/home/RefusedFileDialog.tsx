import { printPath } from '../../model/read.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { countWords } from './cardWords.ts'
import styles from './Dialogs.module.css'
import type { RefusedFile } from './useImport.ts'

/** A file that was not imported, in words: everything that is wrong with it, each with its place. */
export function RefusedFileDialog({ refused, onClose }: { refused: RefusedFile; onClose: () => void }) {
  const errors = refused.problems.filter(({ severity }) => severity === 'error')
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${refused.name} was not imported`}
      aside={errors.length > 1 ? countWords(errors.length, 'problem') : undefined}
      description="Nothing was changed here."
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className={styles.problems}>
        {refused.problems.map(({ message, path, code }, at) => (
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
