import { FileUp, ShieldCheck } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import type { ImportChoice } from '../../formats/curl/import/applyImport.ts'
import { type CurlImport, importCurl } from '../../formats/curl/import/importCurl.ts'
import type { NodeId } from '../../model/ids.ts'
import { selectConnector } from '../../store/selectors.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { useHost } from '../shell/host.ts'
import styles from './ImportCurlDialog.module.css'
import { ImportedOperationRows } from './ImportedOperationRows.tsx'
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
  const choose = async () => {
    const file = await files.choose('.sh,.txt,.bat,.cmd,.ps1,.curl,text/plain').catch(() => 'unread' as const)
    if (file === 'unread') setFailed('The file could not be read. Choose it again.')
    else if (file !== undefined) {
      type(typeof file.bytes === 'string' ? file.bytes : new TextDecoder().decode(file.bytes))
      setWriting(false)
    }
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
      <div className={styles.dialog}>
        {isHidden ? (
          <Source source={found.source} />
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
                  place={placeOf(operation.isOfService, connector !== undefined)}
                />
              ))}
              {operations.length > mostShown && (
                <p className={styles.more}>… and {operations.length - mostShown} more, which are made too.</p>
              )}
            </div>
            <Whole found={found} isNew={connector === undefined} />
          </>
        )}
        {failed !== undefined && <ErrorNote what={failed} alert />}
      </div>
    </Dialog>
  )
}

const placeOf = (isOfService: boolean, isOpen: boolean): string =>
  isOfService ? (isOpen ? 'same service as this connector' : 'behind the base URL') : 'another service'

/** The commands with their secrets hidden. */
function Source({ source: { text = '', secrets } }: { source: CurlImport['source'] }) {
  const pieces = secrets.map(({ from, to }, at) => ({
    from,
    before: text.slice(secrets[at - 1]?.to ?? 0, from),
    secret: text.slice(from, to),
  }))
  return (
    // A long command is scrolled by keys, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.source} tabIndex={0} aria-label="The commands, their secrets hidden">
      {pieces.map(({ from, before, secret }) => (
        <span key={from}>
          {before}
          <mark className={styles.secret}>{secret}</mark>
        </span>
      ))}
      {text.slice(secrets.at(-1)?.to ?? 0)}
    </pre>
  )
}

/** What is said of all commands together: where the service is, and what was lifted. */
function Whole({ found, isNew }: { found: CurlImport; isNew: boolean }) {
  const missing = found.authentications.flatMap(({ authentication, values, isNew: made }) =>
    made
      ? authentication.fields.filter(({ name }) => values[name] === undefined).map(({ title }) => title)
      : [],
  )
  return (
    <div className={styles.rows}>
      {isNew && (
        <>
          <span className={styles.name}>Base URL</span>
          <span className={styles.value}>
            <code className={styles.code}>{found.service.baseUrl}</code>
            <span className={styles.aside}>of the new connector {found.service.title}</span>
          </span>
        </>
      )}
      {found.authentications.length > 0 && (
        <>
          <span className={styles.name}>Signs in by</span>
          <span className={styles.value}>
            {found.authentications.map(({ authentication }) => authentication.title).join(', ')}
            {missing.length > 0 && <span className={styles.aside}>to fill in: {missing.join(', ')}</span>}
          </span>
        </>
      )}
      {found.secrets > 0 && (
        <>
          <span className={styles.name}>Secrets</span>
          <span className={styles.value}>
            <span>
              <strong>Secrets moved out: {found.secrets}</strong> to the credential, never saved here
            </span>
            <span className={styles.shield}>
              <Icon icon={ShieldCheck} size={16} />
            </span>
          </span>
        </>
      )}
      {found.warnings.length > 0 && (
        <>
          <span className={styles.name}>Note</span>
          <span className={styles.value}>{found.warnings.join(' ')}</span>
        </>
      )}
    </div>
  )
}
