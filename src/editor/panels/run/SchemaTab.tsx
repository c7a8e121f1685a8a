import { FlaskConical } from 'lucide-react'
import { useMemo } from 'react'
import type { Json } from '../../../model/json.ts'
import { printJson } from '../../../model/printJson.ts'
import { exampleAt, type SchemaRow, schemaRows } from '../../../model/schemaRows.ts'
import { speaksForOutput } from '../../../store/output.ts'
import { keepExamples } from '../../../store/outputThunks.ts'
import { selectCanEdit, selectOperation, selectRun } from '../../../store/selectors.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useAppDispatch, useAppSelector, useCommand } from '../../hooks.ts'
import { OutputStateLine } from './OutputStateLine.tsx'
import panel from './RunPanel.module.css'
import styles from './SchemaTab.module.css'
import { UseOutput } from './UseOutput.tsx'

/** The schema of the operation's output, whether it is still true, and what it is made of. */
export function SchemaTab() {
  const command = useCommand()
  const operation = useAppSelector(selectOperation)
  const run = useAppSelector(selectRun)
  const schema = operation?.output.schema as Json | undefined
  const rows = useMemo(() => (schema === undefined ? [] : schemaRows(schema)), [schema])
  if (operation === undefined) return null
  const kept = operation.output.samples as readonly Json[]
  const seen = speaksForOutput(run) ? (run.first ?? []) : []
  const examples = kept.length > 0 ? kept : seen
  return (
    <>
      <div className={panel.tools}>
        <OutputStateLine operation={operation.id} />
        <span className={panel.gap} />
        {schema !== undefined && (
          <Button
            size={28}
            variant="ghost"
            icon={FlaskConical}
            title="On answers that are made up from the schema: nothing is sent, and nothing is proven"
            onClick={() => command('run-samples')}
          >
            Run with sample data
          </Button>
        )}
        {schema !== undefined && <Examples kept={kept.length} seen={seen.length} />}
        <UseOutput />
      </div>
      {schema === undefined ? (
        <div className={panel.note}>
          <EmptyState>
            No schema yet. Run the operation, then “Use output” makes one of what came back.
          </EmptyState>
        </div>
      ) : (
        // A region that scrolls has to take focus, or the keyboard cannot scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className={styles.schema} aria-label="Schema of the output" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Type</th>
                <th scope="col">Example</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.path} row={row} example={exampleAt(examples, row.path)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

function Row({ row, example }: { row: SchemaRow; example: Json | undefined }) {
  const whole = row.depth === 0
  return (
    <tr>
      <th scope="row" style={{ paddingInlineStart: 12 + Math.max(0, row.depth - 1) * 16 }} title={row.title}>
        {whole ? <span className={styles.quiet}>The output</span> : row.name}
      </th>
      <td>
        <span className={styles.type}>
          {row.type}
          {row.format !== undefined && <span className={styles.quiet}>{row.format}</span>}
          {row.optional && <Chip tone="line">optional</Chip>}
          {row.nullable && <Chip tone="line">may be null</Chip>}
          {row.choices.map((choice) => (
            <Chip key={String(choice)} mono>
              {String(choice)}
            </Chip>
          ))}
        </span>
      </td>
      <td className={styles.example}>{example === undefined || whole ? '' : shortened(example)}</td>
    </tr>
  )
}

const longest = 60
/** Objects and lists are told by their rows. */
function shortened(value: Json): string {
  if (typeof value === 'object' && value !== null) return ''
  const text = printJson(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function Examples({ kept, seen }: { kept: number; seen: number }) {
  const dispatch = useAppDispatch()
  const canEdit = useAppSelector(selectCanEdit)
  if (!canEdit || (kept === 0 && seen === 0)) return null
  return (
    <Button
      size={28}
      variant="ghost"
      title="A few records in the connector’s file, for pickers and for other people. They are the service’s data."
      onClick={() => dispatch(keepExamples(kept === 0))}
    >
      {kept === 0 ? 'Keep examples' : `Remove ${kept} ${kept === 1 ? 'example' : 'examples'}`}
    </Button>
  )
}
