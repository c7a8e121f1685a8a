import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { useAppSelector, useCommand } from '../hooks.ts'
import { useHost } from './host.ts'

/** What concerns the whole page, in words with a way out: nothing can be kept, the runner is gone, another tab edits. */
export function Banners() {
  const host = useHost()
  const readOnly = useAppSelector((state) => state.session.readOnly)
  const save = useAppSelector((state) => state.session.save)
  const open = useAppSelector((state) => state.document.connector !== undefined)
  const message = save.kind === 'failed' && open ? save.message : host.storageProblem
  return (
    <>
      {message !== undefined && (
        <Banner
          tone="failed"
          action={
            <>
              {open && <ExportCopy />}
              {save.kind === 'failed' && (
                <Button size={28} onClick={() => host.retrySaving()}>
                  Try again
                </Button>
              )}
            </>
          }
        >
          {message}
        </Banner>
      )}
      {readOnly !== undefined && open && (
        <Banner
          tone="waiting"
          action={
            <Button size={28} onClick={() => void host.takeOver()}>
              Take over
            </Button>
          }
        >
          {readOnly}
        </Banner>
      )}
      {host.presence === 'gone' && (
        <Banner
          tone="waiting"
          action={
            <Button size={28} onClick={() => host.askRunner()}>
              Ask again
            </Button>
          }
        >
          The runner does not answer. You can go on editing: your work is kept in this browser. Runs and
          credentials need the runner (npm start).
        </Banner>
      )}
    </>
  )
}

/** Saves the open connector as a file. */
export function ExportCopy() {
  const command = useCommand()
  return (
    <Button size={28} onClick={() => command('export-connector')}>
      Export a copy
    </Button>
  )
}
