import { FileUp } from 'lucide-react'
import { type DragEvent, useDeferredValue, useMemo, useState } from 'react'
import type { ImportChoice } from '../../formats/curl/import/applyImport.ts'
import { importCurl } from '../../formats/curl/import/importCurl.ts'
import type { NodeId } from '../../model/ids.ts'
import { selectConnector } from '../../store/selectors.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { useHost } from '../shell/host.ts'
import styles from './ImportCurlDialog.module.css'
import { ImportedOperationRows } from './ImportedOperationRows.tsx'
import { ImportedWhole } from './ImportedWhole.tsx'
import { MaskedCommands } from './MaskedCommands.tsx'
import { useCreateImported } from './useCreateImported.ts'

export interface ImportCurlDialogProps {
  /** What was pasted, where something was. */
  text?: string | undefined
  /** A request of the open operation that the command may take the place of. */
  into?: NodeId | undefined
  onClose: () => void
}

type Way = 'into' | 'new'

const ways = [
  { value: 'into', label: 'Into this request' },
  { value: 'new', label: 'As a new operation' },
] as const satisfies readonly { value: Way; label: string }[]

/** As many operations as a person looks through; what a file holds beyond them is imported in the terminal. */
const mostShown = 100

/** As large a file as is read here. */
const mostBytes = 2_000_000

/** So many operations are shown unfolded. */
const mostUnfolded = 3

/** Makes operations of curl commands, or a connector where none is open. What would be made is shown before it is done. */
export function ImportCurlDialog({ text: pasted = '', into, onClose }: ImportCurlDialogProps) {
  const host = useHost()
  const { files, makeId } = useEditorStore().extra
  const open = useAppSelector(selectConnector)
  const connector = 'connector' in host.route ? open : undefined
  const create = useCreateImported(connector)
  const [text, setText] = useState(pasted)
  const [writing, setWriting] = useState(pasted === '')
  const [choices, setChoices] = useState<Readonly<Record<number, ImportChoice>>>({})
  const [way, setWay] = useState<Way>('into')
  const [failed, setFailed] = useState<string>()
  const [pending, setPending] = useState(false)
  // A file of a megabyte takes a moment to read: typing does not wait for it.
  const settled = useDeferredValue(text)
  const found = useMemo(
    () => (settled.trim() === '' ? undefined : importCurl(settled, { connector, makeId })),
    [settled, connector, makeId],
  )
  const operations = found?.operations ?? []
  // One request takes the place of one: several commands are operations.
  const offersInto = into !== undefined && operations.length === 1
  const isInto = offersInto && way === 'into'
  const taken = operations.filter((_, at) => choices[at]?.take !== false).length
  const type = (next: string) => {
    setText(next)
    setChoices({})
    setFailed(undefined)
  }
  const take = async (reading: Promise<string | undefined>) => {
    try {
      const next = await reading
      if (next === undefined) return
      type(next)
      setWriting(false)
    } catch {
      setFailed('The file could not be read. Choose it again.')
    }
  }
  const choose = () =>
    take(
      files
        .choose('.sh,.txt,.bat,.cmd,.ps1,.curl,text/plain')
        .then((file) =>
          typeof file?.bytes === 'object' ? new TextDecoder().decode(file.bytes) : file?.bytes,
        ),
    )
  const drop = (event: DragEvent) => {
    const [file, another] = event.dataTransfer.files
    if (file === undefined) return
    // Otherwise the browser leaves the page for the file.
    event.preventDefault()
    if (another !== undefined) setFailed('One file at a time, please: nothing was taken.')
    else if (file.size > mostBytes)
      setFailed('The file is larger than 2 MB. Import it in the terminal: patchbay import curl FILE.')
    else void take(file.text())
  }
  const make = async () => {
    if (found === undefined) return
    setPending(true)
    try {
      await create(
        found,
        operations.map((_, at) => choices[at] ?? {}),
        isInto ? into : undefined,
      )
      onClose()
    } catch (error) {
      setFailed(error instanceof Error ? error.message : 'It could not be kept. Try again.')
      setPending(false)
    }
  }
  const isHidden = !writing && found?.source.text !== undefined && operations.length > 0
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title="Import cURL"
      note="Nothing is called until you press Run."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={pending}
            unavailable={
              taken === 0
                ? operations.length === 0
                  ? 'paste a command first'
                  : 'nothing is ticked'
                : undefined
            }
            onClick={() => void make()}
          >
            {isInto
              ? 'Replace the request'
              : connector === undefined
                ? 'Create connector'
                : taken > 1
                  ? `Create ${taken} operations`
                  : 'Create operation'}
          </Button>
        </>
      }
    >
      <div
        className={styles.dialog}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes('Files')) event.preventDefault()
        }}
        onDrop={drop}
      >
        {isHidden ? (
          <MaskedCommands source={found.source} />
        ) : (
          <TextArea
            label="Commands"
            mono
            rows={6}
            spellCheck={false}
            placeholder={"curl https://api.example.com/v1/customers \\\n  -H 'Authorization: Bearer …'"}
            hint="For bash, Windows cmd or PowerShell, one or several: from documentation, a terminal, or a browser’s Copy as cURL."
            value={text}
            error={found !== undefined && operations.length === 0 ? found.warnings.join(' ') : undefined}
            onChange={type}
            onPaste={() => setWriting(false)}
          />
        )}
        <div className={styles.tools}>
          <Button size={28} icon={FileUp} onClick={() => void choose()}>
            Choose a file
          </Button>
          {isHidden && (
            <Button size={28} onClick={() => setWriting(true)}>
              Edit the commands
            </Button>
          )}
        </div>
        {found !== undefined && operations.length > 0 && (
          <>
            {offersInto && (
              <Segmented<Way>
                label="What becomes of the command"
                value={way}
                choices={ways}
                onChange={setWay}
              />
            )}
            <div className={styles.list}>
              {operations.slice(0, mostShown).map((operation, at) => (
                <ImportedOperationRows
                  // The place is what choices are kept by: ids are new with every letter.
                  // oxlint-disable-next-line react/no-array-index-key
                  key={at}
                  operation={operation}
                  choice={choices[at] ?? {}}
                  onChange={(choice) => setChoices((now) => ({ ...now, [at]: choice }))}
                  isNew={!isInto}
                  oneOfMany={operations.length > 1}
                  unfolded={operations.length <= mostUnfolded}
                  place={placeOf(operation.isOfService, connector !== undefined)}
                />
              ))}
              {operations.length > mostShown && (
                <p className={styles.more}>… and {operations.length - mostShown} more, which are made too.</p>
              )}
            </div>
            <ImportedWhole found={found} isNew={connector === undefined} />
          </>
        )}
        {failed !== undefined && <ErrorNote what={failed} alert />}
      </div>
    </Dialog>
  )
}

const placeOf = (isOfService: boolean, isOpen: boolean): string =>
  isOfService ? (isOpen ? 'same service as this connector' : 'behind the base URL') : 'another service'
