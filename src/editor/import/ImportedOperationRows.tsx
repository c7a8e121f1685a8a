import type { ImportChoice } from '../../formats/curl/import/applyImport.ts'
import type { ImportedOperation } from '../../formats/curl/import/importCurl.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
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
  /** What is said of where it is asked: "same service as this connector". */
  place: string
}

/** What one command would become: its name, request, inputs and paging. */
export function ImportedOperationRows(props: ImportedOperationRowsProps) {
  const { operation, choice, onChange, isNew, oneOfMany, place } = props
  const { take = true, title = operation.title, paged = operation.paging?.isWhole === true } = choice
  const query = rowsOf(operation.settings['query'])
  const { fields, paging, warnings, like } = operation
  return (
    <fieldset className={styles.operation} aria-label={operation.title}>
      {oneOfMany && (
        <Checkbox
          label={operation.title}
          checked={take}
          onChange={(next) => onChange({ ...choice, take: next })}
        />
      )}
      {take && (
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
            <MethodBadge method={operation.method} />{' '}
            <code className={styles.code}>{operation.url || '/'}</code>
            <span className={styles.aside}>{place}</span>
          </span>
          {query.length > 0 && (
            <>
              <span className={styles.name}>Query</span>
              <code className={styles.code}>{query.join(' · ')}</code>
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
                  <code className={styles.code}>{paging.because.join(' and ')}</code>{' '}
                  {paging.because.length === 1 ? 'looks' : 'look'} like {paging.title}
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

function rowsOf(query: unknown): string[] {
  if (!Array.isArray(query)) return []
  return query.flatMap((row: { name?: unknown; value?: unknown }) => [
    `${String(row.name)} = ${String(row.value)}`,
  ])
}
