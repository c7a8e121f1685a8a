import { FlaskConical, Save, ScanSearch, ShieldCheck, ShieldX } from 'lucide-react'
import { useId, useState } from 'react'
import type { Json } from '../../../../model/json.ts'
import type { Candidate } from '../../../../nodes/pagination/detect/candidate.ts'
import type { Proof } from '../../../../nodes/pagination/detect/prove.ts'
import {
  isOfPreset,
  pagingKeys,
  pagingOf,
  type PagingPreset,
  usualPresets,
} from '../../../../nodes/pagination/presets.ts'
import type { Detected } from '../../../../store/pagingThunks.ts'
import { selectTried } from '../../../../store/selectors.ts'
import { Button } from '../../../../ui/Button.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { ErrorNote } from '../../../../ui/ErrorNote.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { useAppDispatch, useAppSelector } from '../../../hooks.ts'
import { type ControlProps, useNodeForm } from '../nodeForm.ts'
import { CandidateList } from './CandidateList.tsx'
import styles from './PagingControl.module.css'
import { TriedList } from './TriedList.tsx'

const thunks = () => import('../../../../store/pagingThunks.ts')

/**
 * The way a service pages, taken as a whole: one of the usual ones, one that the service keeps, or the one that its answers speak
 * of, with the evidence for it. What is taken can be proved on two pages.
 */
export function PagingControl({ field }: ControlProps<'paging'>) {
  const { node, settings, readOnly, operation, apply } = useNodeForm()
  const dispatch = useAppDispatch()
  const kept = useAppSelector((state) => state.document.connector?.service.paging ?? none)
  const label = useId()
  const [found, setFound] = useState<Detected>()
  const [proof, setProof] = useState<Proof>()
  const [failed, setFailed] = useState<string>()
  const [pending, setPending] = useState<'detect' | 'prove'>()
  const own = settings as Record<string, Json>
  const tried = useAppSelector((state) => selectTried(state, node.id))

  const take = (values: Readonly<Record<string, Json>>, words: string, records?: string) => {
    const setting = (target: string, path: readonly string[], value: Json | undefined) =>
      ({
        edit: 'setSetting',
        operation: operation.id,
        node: target as typeof node.id,
        path,
        ...(value !== undefined && { value }),
      }) as const
    const request = Object.values(operation.graph.nodes).find(
      ({ kind, parent }) => kind === 'request' && parent === node.id,
    )
    apply(
      [
        ...Object.keys({ ...Object.fromEntries(pagingKeys.map((key) => [key, true])), ...values }).map(
          (key) => setting(node.id, [key], values[key]),
        ),
        ...(records !== undefined && records !== '' && request !== undefined
          ? [setting(request.id, ['records'], records)]
          : []),
      ],
      words,
    )
    setProof(undefined)
  }
  const ask = async <Result,>(
    what: 'detect' | 'prove',
    work: () => Promise<Result>,
    done: (result: Result) => void,
  ) => {
    setPending(what)
    setFailed(undefined)
    try {
      done(await work())
    } catch (error) {
      setFailed(error instanceof Error ? error.message : 'It did not work.')
    }
    setPending(undefined)
  }
  const detect = () =>
    ask(
      'detect',
      async () => dispatch((await thunks()).detectFromRun(node.id)),
      (result) => {
        setFound(result)
        setProof(undefined)
      },
    )
  const prove = () => ask('prove', async () => dispatch((await thunks()).proveByRun(node.id)), setProof)
  const use = (candidate: Candidate) => {
    take(
      candidate.settings as unknown as Record<string, Json>,
      `Page by ${candidate.title}`,
      candidate.records,
    )
    setFound(undefined)
  }
  const isKept = kept.some((preset) => JSON.stringify(preset.settings) === JSON.stringify(pagingOf(own)))
  const busy = pending !== undefined

  return (
    <div className={styles.paging}>
      <fieldset className={styles.presets} aria-labelledby={label} disabled={readOnly}>
        <legend id={label} className={styles.hidden}>
          {field.label}
        </legend>
        {usualPresets.map((preset) => (
          <button
            key={preset.title}
            type="button"
            className={styles.preset}
            aria-pressed={isOfPreset(own, preset)}
            onClick={() => take(preset.settings, `Page by ${preset.title}`)}
          >
            {preset.title}
          </button>
        ))}
      </fieldset>
      {kept.length > 0 && (
        <fieldset className={styles.presets} disabled={readOnly}>
          <legend className={styles.caption}>Kept for this service</legend>
          {kept.map((preset) => (
            <button
              key={preset.title}
              type="button"
              className={styles.preset}
              aria-pressed={JSON.stringify(preset.settings) === JSON.stringify(pagingOf(own))}
              onClick={() => take(preset.settings as PagingPreset['settings'], `Page by ${preset.title}`)}
            >
              {preset.title}
            </button>
          ))}
        </fieldset>
      )}
      <Button
        size={28}
        icon={ScanSearch}
        pending={pending === 'detect'}
        disabled={readOnly || busy}
        className={styles.detect}
        onClick={() => void detect()}
      >
        Detect from a response
      </Button>
      {found !== undefined && (
        <CandidateList found={found} readOnly={readOnly} onUse={use} onClose={() => setFound(undefined)} />
      )}
      {failed !== undefined && <ErrorNote what={failed} alert />}
      {proof !== undefined && (
        <output className={cx(styles.proof, proof.proved && styles.proved)}>
          <Icon icon={proof.proved ? ShieldCheck : ShieldX} size={16} />
          <span>
            <b>{proof.proved ? 'Proved on 2 pages.' : 'Not proved.'}</b> {proof.words}
          </span>
        </output>
      )}
      {tried !== undefined && <TriedList container={node.id} tried={tried} />}
      <div className={styles.acts}>
        <Button
          size={28}
          icon={ShieldCheck}
          pending={pending === 'prove'}
          disabled={busy}
          onClick={() => void prove()}
        >
          Prove it
        </Button>
        <Button
          size={28}
          icon={FlaskConical}
          pending={tried?.running === true}
          disabled={busy}
          onClick={() =>
            void import('../../../../store/tortureThunk.ts').then(({ tortureContainer }) =>
              dispatch(tortureContainer(node.id)),
            )
          }
        >
          Torture it
        </Button>
        {!readOnly && !isKept && <KeepPreset settings={own} taken={kept.map(({ title }) => title)} />}
      </div>
    </div>
  )
}

const none: readonly never[] = []

/** Keeps the way for other operations of the service, under a name. */
function KeepPreset({ settings, taken }: { settings: Record<string, Json>; taken: readonly string[] }) {
  const { apply } = useNodeForm()
  const kept = useAppSelector((state) => state.document.connector?.service.paging ?? none)
  const [title, setTitle] = useState<string>()
  if (title === undefined)
    return (
      <Button size={28} variant="ghost" icon={Save} onClick={() => setTitle('')}>
        Keep for this service
      </Button>
    )
  const wrong = taken.includes(title.trim()) ? 'There is one of this name.' : undefined
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim() === '' || wrong !== undefined) return
        apply(
          [
            {
              edit: 'changeService',
              values: { paging: [...kept, { title: title.trim(), settings: pagingOf(settings) }] },
            },
          ],
          'Keep a way to page',
        )
        setTitle(undefined)
      }}
    >
      <TextField
        label="Name of the way to page"
        hideLabel
        size={28}
        placeholder="Name, such as Lists by cursor"
        value={title}
        error={wrong}
        onChange={setTitle}
      />
      <Button size={28} type="submit">
        Keep
      </Button>
    </form>
  )
}
