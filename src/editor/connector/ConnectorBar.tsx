import { Play, Redo2, Square, Undo2 } from 'lucide-react'
import {
  selectCanEdit,
  selectIsRunning,
  selectOperation,
  selectRedo,
  selectRun,
  selectUndo,
} from '../../store/selectors.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { CredentialPicker } from '../credentials/CredentialPicker.tsx'
import { useAppDispatch, useAppSelector, useCommand } from '../hooks.ts'
import { isDemo, useHost } from '../shell/host.ts'
import { Link } from '../shell/Link.tsx'
import { ThemeToggle } from '../shell/ThemeToggle.tsx'
import { TopBar, TopBarGap, TopBarLine } from '../shell/TopBar.tsx'
import styles from './ConnectorBar.module.css'
import { ProblemsChip } from './ProblemsChip.tsx'

/** The bar of a connector: where one is, how it is kept, who signs in, and Run. */
export function ConnectorBar() {
  const host = useHost()
  const dispatch = useAppDispatch()
  const command = useCommand()
  const title = useAppSelector((state) => state.document.connector?.title ?? '')
  const id = useAppSelector((state) => state.document.connector?.id ?? '')
  const demo = useAppSelector((state) => isDemo(state.document.connector?.service.baseUrl ?? '', host))
  const canEdit = useAppSelector(selectCanEdit)
  return (
    <TopBar>
      <nav className={styles.crumbs} aria-label="Where you are">
        <Link to={{ page: 'home' }} className={styles.up}>
          Connectors
        </Link>
        <span className={styles.slash} aria-hidden>
          /
        </span>
        <button
          type="button"
          className={styles.title}
          title="Rename the connector"
          aria-label={`${title}, rename the connector`}
          aria-disabled={!canEdit || undefined}
          onClick={() => {
            if (canEdit) dispatch(overlayOpened({ kind: 'rename', target: 'connector', id }))
          }}
        >
          {title}
        </button>
      </nav>
      <span className={styles.chips}>
        <Chip tone="accent">Draft</Chip>
        {demo && (
          <Chip tone="line" title="It runs on an API that is bundled with Patchbay">
            Demo
          </Chip>
        )}
      </span>
      <TopBarLine />
      <Steps command={command} />
      <SaveLine />
      <ProblemsChip />
      <TopBarGap />
      <CredentialPicker />
      <TopBarLine />
      <ThemeToggle />
      <RunButton command={command} />
    </TopBar>
  )
}

type StartCommand = ReturnType<typeof useCommand>

/** Undo and redo, each with the name of the step it means. */
function Steps({ command }: { command: StartCommand }) {
  const undo = useAppSelector((state) => selectUndo(state)?.label)
  const redo = useAppSelector((state) => selectRedo(state)?.label)
  const canEdit = useAppSelector(selectCanEdit)
  const why = (label: string | undefined, nothing: string) =>
    label === undefined ? nothing : canEdit ? undefined : 'nothing can be changed here'
  return (
    <>
      <IconButton
        icon={Undo2}
        label={undo === undefined ? 'Undo' : `Undo: ${undo}`}
        shortcut="Mod+Z"
        unavailable={why(undo, 'nothing to undo')}
        onClick={() => command('undo')}
      />
      <IconButton
        icon={Redo2}
        label={redo === undefined ? 'Redo' : `Redo: ${redo}`}
        shortcut="Mod+Shift+Z"
        unavailable={why(redo, 'nothing to redo')}
        onClick={() => command('redo')}
      />
    </>
  )
}

const clock = (atMs: number) =>
  new Date(atMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

/** How the keeping goes, in two words; the banner says more where something is wrong. */
function SaveLine() {
  const save = useAppSelector((state) => state.session.save)
  const readOnly = useAppSelector((state) => state.session.readOnly !== undefined)
  if (readOnly) return <span className={styles.saved}>Read only</span>
  if (save.kind === 'failed') return <span className={styles.notSaved}>Not saved</span>
  if (save.kind === 'saving') return <span className={styles.saved}>Saving</span>
  return (
    <span className={styles.saved}>{save.atMs === undefined ? 'Saved' : `Saved ${clock(save.atMs)}`}</span>
  )
}

/** Runs the open operation, or stops its run. */
function RunButton({ command }: { command: StartCommand }) {
  const { presence } = useHost()
  const onMap = useAppSelector((state) => state.session.page === 'map')
  const there = useAppSelector((state) => selectOperation(state) !== undefined)
  const running = useAppSelector(selectIsRunning)
  const stopping = useAppSelector((state) => selectRun(state)?.state === 'stopping')
  // Where all operations are seen, what runs is all of them that need it.
  if (onMap)
    return (
      <Button
        variant="primary"
        icon={Play}
        unavailable={there ? undefined : 'There is no operation to run'}
        onClick={() => command('test-all')}
      >
        Run all tests
      </Button>
    )
  if (running)
    return (
      <Button icon={Square} shortcut="Mod+." pending={stopping} onClick={() => command('stop')}>
        {stopping ? 'Stopping' : 'Stop'}
      </Button>
    )
  return (
    <Button
      variant="primary"
      icon={Play}
      shortcut="Mod+Enter"
      unavailable={
        !there
          ? 'There is no operation to run'
          : presence === 'gone'
            ? 'The runner does not answer; start it with npm start'
            : undefined
      }
      onClick={() => command('run')}
    >
      Run
    </Button>
  )
}
