import { FileUp, FlaskConical, SquareDashed, SquareTerminal } from 'lucide-react'
import { type DragEvent, lazy, Suspense, useEffect, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Icon, type IconShape } from '../../ui/Icon.tsx'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useAppDispatch, useEditorStore } from '../hooks.ts'
import { looksLikeCurl } from '../../formats/curl/looksLikeCurl.ts'
import { Banners } from '../shell/Banners.tsx'
import { useHost } from '../shell/host.ts'
import page from '../shell/Page.module.css'
import { MainBar } from '../shell/TopBar.tsx'
import { addSample } from './addSample.ts'
import { ConnectorCards } from './ConnectorCards.tsx'
import styles from './HomePage.module.css'
import { useConnectors } from './useConnectors.ts'
import { type Import, looksLikeConnector, useImport } from './useImport.ts'

const NewConnectorDialog = lazy(async () => ({
  default: (await import('./NewConnectorDialog.tsx')).NewConnectorDialog,
}))

/** The first page: ways to a new connector, and the connectors that are here. */
export function HomePage() {
  const host = useHost()
  const store = useEditorStore()
  const connectors = useConnectors()
  const files = useImport()
  const [making, setMaking] = useState(false)
  const dispatch = useAppDispatch()
  usePaste(files)
  const { dragging, ...drop } = useDrop(files)

  const sample = async () => {
    try {
      const { shelf, runner, demoUrl } = host
      const connector = await addSample({ shelf, runner, demoUrl, makeId: store.extra.makeId })
      host.go({ page: 'operation', connector: connector.id })
    } catch (error) {
      showToast({
        tone: 'failed',
        text: error instanceof Error ? error.message : 'The sample was not added.',
      })
    }
  }
  return (
    <div className={page.page} {...drop}>
      <MainBar />
      <Banners />
      <main className={page.main}>
        <h1 className={page.title}>New connector</h1>
        <div className={styles.ways}>
          <Way
            icon={SquareDashed}
            title="Blank"
            words="Start with an address"
            onPress={() => setMaking(true)}
          />
          <Way
            icon={FileUp}
            title="Import file"
            words="A .connector.json"
            onPress={() => void files.choose()}
          />
          <Way
            icon={SquareTerminal}
            title="Import cURL"
            words="From a command"
            onPress={() => dispatch(overlayOpened({ kind: 'import-curl' }))}
          />
          <Way icon={FlaskConical} title="Sample" words="No account needed" onPress={() => void sample()} />
        </div>
        <div className={page.head}>
          <h2 className={page.title}>Connectors</h2>
          {connectors.state === 'ready' && <span className={page.count}>{connectors.list.length}</span>}
          <span className={page.gap} />
          {connectors.state === 'ready' && connectors.list.length > 0 && (
            <span className={styles.legend}>
              <StatusDot status="tested" words />
              <StatusDot status="stale" words />
              <StatusDot status="failing" words />
              <StatusDot status="never" words />
            </span>
          )}
        </div>
        {connectors.state === 'failed' && <ErrorNote what={connectors.message} alert />}
        {connectors.state === 'ready' && connectors.list.length === 0 && (
          <EmptyState
            action={
              <Button variant="primary" onClick={() => setMaking(true)}>
                New connector
              </Button>
            }
          >
            There are no connectors yet. Start with the address of a service, or drop a connector file here.
          </EmptyState>
        )}
        {connectors.state === 'ready' && <ConnectorCards list={connectors.list} />}
      </main>
      {dragging && (
        <div className={styles.drop} aria-hidden>
          <span className={styles.dropWords}>Drop a connector file to import it</span>
        </div>
      )}
      <Suspense fallback={null}>{making && <NewConnectorDialog onClose={() => setMaking(false)} />}</Suspense>
    </div>
  )
}

interface WayProps {
  icon: IconShape
  title: string
  words: string
  onPress: () => void
}

function Way({ icon, title, words, onPress }: WayProps) {
  return (
    <button type="button" className={styles.way} onClick={onPress}>
      <span className={styles.wayIcon}>
        <Icon icon={icon} size={18} />
      </span>
      <span>
        <span className={styles.wayTitle}>{title}</span>
        <span className={styles.wayWords}>{words}</span>
      </span>
    </button>
  )
}

const brings = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** A file may be dropped anywhere on the page. */
function useDrop(files: Import) {
  const [depth, setDepth] = useState(0)
  return {
    dragging: depth > 0,
    onDragEnter: (event: DragEvent) => {
      if (brings(event)) setDepth((now) => now + 1)
    },
    onDragLeave: (event: DragEvent) => {
      if (brings(event)) setDepth((now) => Math.max(0, now - 1))
    },
    onDragOver: (event: DragEvent) => {
      if (!brings(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    onDrop: (event: DragEvent) => {
      if (!brings(event)) return
      event.preventDefault()
      setDepth(0)
      const [file, another] = event.dataTransfer.files
      if (another !== undefined)
        showToast({ tone: 'failed', text: 'One file at a time, please: nothing was imported.' })
      else if (file !== undefined) void files.takeFile(file)
    },
  }
}

/** The text of a connector file or of curl commands, pasted on the page, is recognised. */
function usePaste({ take }: Import) {
  const dispatch = useAppDispatch()
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body
      if (target.closest('input, textarea, [contenteditable], [role="dialog"]') !== null) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (looksLikeCurl(text)) {
        event.preventDefault()
        dispatch(overlayOpened({ kind: 'import-curl', text }))
        return
      }
      if (!looksLikeConnector(text)) return
      event.preventDefault()
      void take('The pasted text', text)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [take, dispatch])
}
