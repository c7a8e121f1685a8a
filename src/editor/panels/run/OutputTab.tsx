import { Download } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { ReferencePath } from '../../../expressions/ast.ts'
import type { GraphNode } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'
import { printJson } from '../../../model/printJson.ts'
import { failureOf } from '../../../store/runThunks.ts'
import { answeringWords } from '../../../store/answers.ts'
import { canBeHeld, selectGiven } from '../../../store/held.ts'
import { selectOperation } from '../../../store/selectors.ts'
import type { LiveRun } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { CodeView } from '../../../ui/CodeView.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Provenance } from '../../../ui/Provenance.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useAppSelector, useCommand, useEditorStore } from '../../hooks.ts'
import { useOrigin } from '../useOrigin.ts'
import { NativeSelect } from '../NativeSelect.tsx'
import { OutputTree } from './OutputTree.tsx'
import { RecordTable } from './RecordTable.tsx'
import { RunFailureNote } from './RunFailureNote.tsx'
import styles from './RunPanel.module.css'
import { referencesOf } from './referencesOf.ts'

const UseOutput = lazy(async () => ({ default: (await import('./UseOutput.tsx')).UseOutput }))
const HoldTools = lazy(async () => ({ default: (await import('./HoldTools.tsx')).HoldTools }))

type Look = 'table' | 'tree' | 'raw'
const looks: readonly { value: Look; label: string }[] = [
  { value: 'table', label: 'Table' },
  { value: 'tree', label: 'Tree' },
  { value: 'raw', label: 'Raw' },
]

/** What came out: of the operation, or the sample of a node on the way. */
export function OutputTab({ run }: { run: LiveRun | undefined }) {
  const command = useCommand()
  if (run === undefined)
    return (
      <div className={styles.note}>
        <EmptyState
          action={
            <Button size={28} shortcut="Mod+Enter" onClick={() => command('run')}>
              Run
            </Button>
          }
        >
          Not run yet.
        </EmptyState>
      </div>
    )
  return (
    <>
      {run.failure !== undefined && <RunFailureNote run={run} />}
      <Output run={run} />
    </>
  )
}

function Output({ run }: { run: LiveRun }) {
  const store = useEditorStore()
  const operation = useAppSelector(selectOperation)
  const [source, setSource] = useState('')
  const [chosen, setChosen] = useState<Look>()
  const [at, setAt] = useState(0)
  const [failure, setFailure] = useState<string>()
  const nodes = useMemo(
    () =>
      Object.values<GraphNode>(operation?.graph.nodes ?? {}).filter(
        ({ id }) => (run.nodes[id]?.samples.length ?? 0) > 0 || Object.hasOwn(run.given, id),
      ),
    [operation, run.nodes, run.given],
  )
  const held = useAppSelector((state) => selectGiven(state, source))
  const liveOrigin = useOrigin()
  if (operation === undefined) return null
  const finished = run.state === 'finished'
  const node = nodes.find(({ id }) => id === source)
  const ofOperation = node === undefined
  const given = node === undefined ? undefined : (held ?? run.given[node.id])
  const answered = node === undefined || given !== undefined ? undefined : run.answered[node.id]
  const many = ofOperation && run.yields === 'many'
  const look: Look =
    chosen === undefined || (chosen === 'table' && !many) ? (many ? 'table' : 'tree') : chosen
  const records = run.page?.records ?? []
  const shown: Json | undefined = ofOperation
    ? many
      ? records[at - (run.page?.from ?? 0)]
      : records[0]
    : given === undefined
      ? run.nodes[node.id]?.samples[0]?.value
      : given.records[0]
  const samples = ofOperation ? [] : (run.nodes[node.id]?.samples ?? [])
  const cut = given === undefined && samples[0]?.cut === true
  const first = given === undefined ? samples.length : given.records.length
  const paths: readonly ReferencePath[] = referencesOf(operation, node)
  const download = async (format: 'ndjson' | 'csv') => {
    if (run.id === undefined) return
    setFailure(undefined)
    try {
      await store.extra.runner.download(run.id, format)
    } catch (error) {
      setFailure(failureOf(error).message)
    }
  }
  return (
    <>
      <div className={styles.tools}>
        <NativeSelect
          label="Output of"
          hideLabel
          className={styles.of}
          value={node?.id ?? ''}
          options={[
            { value: '', label: 'The operation' },
            ...nodes.map(({ id, title }) => ({ value: id as string, label: title })),
          ]}
          onChange={setSource}
        />
        <Segmented
          label="Look"
          value={look}
          onChange={setChosen}
          choices={many ? looks : looks.filter(({ value }) => value !== 'table')}
        />
        {many && look !== 'table' && run.page !== undefined && (
          <span className={styles.quiet}>Record {at + 1}</span>
        )}
        {node !== undefined && (
          <Provenance origin={given?.origin ?? (answered === undefined ? liveOrigin : 'sample')} />
        )}
        {answered !== undefined && <span className={styles.quiet}>{answeringWords(answered)}</span>}
        {given?.name !== undefined && <span className={styles.quiet}>{given.name}</span>}
        {first > 1 && <span className={styles.quiet}>The first of {first}</span>}
        {cut && <span className={styles.quiet}>A sample, cut to its beginning</span>}
        {failure !== undefined && (
          <span className={styles.failed} role="alert">
            {failure}
          </span>
        )}
        <span className={styles.gap} />
        {finished && canBeHeld(node, store.extra.catalog) && node !== undefined && (
          <Suspense>
            <HoldTools key={node.id} node={node} run={run} />
          </Suspense>
        )}
        {ofOperation && finished && run.id !== undefined && run.records > 0 && run.simulated !== true && (
          <>
            <Suspense>
              <UseOutput />
            </Suspense>
            <Button size={28} variant="ghost" icon={Download} onClick={() => void download('ndjson')}>
              NDJSON
            </Button>
            <Button size={28} variant="ghost" icon={Download} onClick={() => void download('csv')}>
              CSV
            </Button>
          </>
        )}
      </div>
      {look === 'table' && (finished || run.records > 0) ? (
        <RecordTable
          key={run.id}
          run={run}
          onOpen={(index) => {
            setAt(index)
            setChosen('tree')
          }}
        />
      ) : shown === undefined ? (
        <p className={styles.empty}>
          {!finished
            ? 'The output is shown as soon as it is there.'
            : run.page?.loading === true
              ? 'Loading…'
              : !ofOperation
                ? 'It is held at no records.'
                : run.outcome === 'completed'
                  ? 'The operation gave nothing back.'
                  : 'Nothing came out before it ended.'}
        </p>
      ) : look === 'raw' ? (
        <CodeView
          className={styles.fill}
          label="Output as JSON"
          text={printJson(shown, { indent: 2 })}
          wrap
        />
      ) : (
        <OutputTree
          key={`${run.id}${source}${at}`}
          label={`Output of ${node?.title ?? operation.title}`}
          value={shown}
          paths={paths}
        />
      )}
    </>
  )
}
