import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, useState } from 'react'
import type { ImportChoice } from '../../formats/curl/import/applyImport.ts'
import type { ImportedOperation } from '../../formats/curl/import/importCurl.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { MethodBadge } from '../../ui/MethodBadge.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './ImportCurlDialog.module.css'

export interface ImportedOperationRowsProps {
  operation: ImportedOperation
  choice: ImportChoice
  onChange: (choice: ImportChoice) => void
  /** It becomes an operation, with a name of its own; otherwise a request that is there. */
  isNew: boolean
  /** It is one of several, and may be left out. */
  oneOfMany: boolean
  /** Whether one of several is shown whole at first. */
  unfolded: boolean
  /** What is said of where it is asked: "same service as this connector". */
  place: string
}

/** What one command would become: its name, request, inputs and paging. */
export function ImportedOperationRows(props: ImportedOperationRowsProps) {
  const { operation, choice, onChange, isNew, oneOfMany, unfolded, place } = props
  const [open, setOpen] = useState(unfolded)
  const { take = true, title = operation.title, paged = operation.paging?.isWhole === true } = choice
  const query = rowsOf(operation.settings['query'])
  const { fields, paging, warnings, like } = operation
  const isShown = take && (open || !oneOfMany)
  return (
    <fieldset className={styles.operation} aria-label={operation.title}>
      {oneOfMany && (
        <div className={styles.head}>
          <Checkbox label={title} checked={take} onChange={(next) => onChange({ ...choice, take: next })} />
          {!isShown && <Asked method={operation.method} url={operation.url} />}
          {take && (
            <IconButton
              icon={open ? ChevronDown : ChevronRight}
              label={`Details of ${title}`}
              size={24}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            />
          )}
        </div>
      )}
      {isShown && (
        <div className={styles.rows}>
          {isNew && (
            <>
              <span className={styles.name}>Operation</span>
              <span className={styles.title}>
                <TextField
                  label="Name of the operation"
                  hideLabel
                  value={title}
                  onChange={(next) => onChange({ ...choice, title: next })}
                />
                <span className={styles.new}>new</span>
              </span>
            </>
          )}
          <span className={styles.name}>Request</span>
          <span className={styles.value}>
            <Asked method={operation.method} url={operation.url} />
            <span className={styles.aside}>{place}</span>
          </span>
          {query.length > 0 && (
            <>
              <span className={styles.name}>Query</span>
              <Listed words={query} />
            </>
          )}
          {fields.length > 0 && (
            <>
              <span className={styles.name}>Inputs</span>
              <span className={styles.value}>{fields.map((field) => field.title).join(', ')}</span>
            </>
          )}
          {isNew && paging !== undefined && (
            <>
              <span className={styles.name}>Paging</span>
              <span className={styles.value}>
                <span>
                  <Listed words={paging.because} /> {paging.because.length === 1 ? 'looks' : 'look'} like{' '}
                  {paging.title}
                  {!paging.isWhole && '; where the next one is read is chosen after a run'}
                </span>
                <Switch
                  label="For each page"
                  on={paged}
                  onChange={(next) => onChange({ ...choice, paged: next })}
                />
              </span>
            </>
          )}
          {(like !== undefined || warnings.length > 0) && (
            <>
              <span className={styles.name}>Note</span>
              <ul className={styles.notes}>
                {like !== undefined && <li>{like} asks for the same.</li>}
                {[...new Set(warnings)].map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </fieldset>
  )
}

function Asked({ method, url }: { method: string; url: string }) {
  return (
    <span className={styles.asked}>
      <MethodBadge method={method} /> <code className={styles.code}>{url || '/'}</code>
    </span>
  )
}

/** What a machine reads, joined as a sentence is: "limit and skip". */
function Listed({ words }: { words: readonly string[] }) {
  return (
    <span>
      {words.map((word, at) => (
        // A name may stand in a query twice.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={at}>
          {at > 0 && <span className={styles.name}>{at === words.length - 1 ? ' and ' : ', '}</span>}
          <code className={styles.code}>{word}</code>
        </Fragment>
      ))}
    </span>
  )
}

function rowsOf(query: unknown): string[] {
  if (!Array.isArray(query)) return []
  return query.flatMap((row: { name?: unknown; value?: unknown }) => [
    `${String(row.name)} = ${String(row.value)}`,
  ])
}
