import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { createConnector } from '../../model/create.ts'
import type { Connector } from '../../model/document.ts'
import type { Edit } from '../../model/edits.ts'
import type { AuthenticationId } from '../../model/ids.ts'
import { findScheme } from '../../model/schemes.ts'
import { nameFromTitle } from '../../model/titles.ts'
import { applyEdits } from '../../store/edit.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useEditorStore } from '../hooks.ts'
import { AuthenticationEditor } from '../service/AuthenticationEditor.tsx'
import { BaseUrlField } from '../service/BaseUrlField.tsx'
import { judgeBaseUrl } from '../service/baseUrlWords.ts'
import { placementProblem } from '../service/placementProblem.ts'
import { useHost } from '../shell/host.ts'
import { IconChoice } from './IconChoice.tsx'
import styles from './NewConnectorDialog.module.css'
import { copyOfService, knownServices } from './serviceCopy.ts'
import { useConnectors } from './useConnectors.ts'

type Stage = 'service' | 'connector'

/**
 * A new connector in two stages of one flow: the service (what it is called, where it is, how one signs in), then the
 * connector. It is a document from the first letter on, changed by the same edits as later; it is kept at the end.
 */
export function NewConnectorDialog({ onClose }: { onClose: () => void }) {
  const host = useHost()
  const store = useEditorStore()
  const form = useId()
  const field = useRef<HTMLInputElement>(null)
  const [stage, setStage] = useState<Stage>('service')
  const [draft, setDraft] = useState(() => emptyDraft(store.extra.makeId))
  const [asked, setAsked] = useState(false)
  const [failed, setFailed] = useState<string>()
  const [pending, setPending] = useState(false)
  const apply = (edits: readonly Edit[]) => setDraft((now) => applyEdits(now, edits).connector)

  const next = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!serviceIsWhole(draft)) return
    setAsked(false)
    if (draft.title === '') apply([titled(draft.service.title)])
    setStage('connector')
  }
  const create = async (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (draft.title.trim() === '') return
    setPending(true)
    const connector = withoutIdleAuthentication(draft)
    try {
      await host.shelf.create(connector)
      host.go({ page: 'operation', connector: connector.id })
      onClose()
    } catch (error) {
      setFailed(error instanceof Error ? error.message : 'The connector could not be kept. Try again.')
      setPending(false)
    }
  }
  const first = stage === 'service'
  // Each stage begins at its first field; the dialog itself only cares for the first one.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => field.current?.focus(), [stage])
  return (
    <Dialog
      open
      size="large"
      initialFocus={field}
      onClose={onClose}
      title="New connector"
      aside={
        <span className={styles.steps}>
          <span aria-current={first ? 'step' : undefined}>1 Service</span>
          <span aria-current={first ? undefined : 'step'}>2 Connector</span>
        </span>
      }
      note={first ? 'Nothing is called until you press Run.' : undefined}
      footer={
        <>
          {first ? (
            <Button onClick={onClose}>Cancel</Button>
          ) : (
            <Button onClick={() => setStage('service')}>Back</Button>
          )}
          <Button variant="primary" type="submit" form={form} pending={pending}>
            {first ? 'Next' : 'Create connector'}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        noValidate
        onSubmit={first ? next : (event) => void create(event)}
      >
        {first ? (
          <ServiceStage first={field} draft={draft} apply={apply} asked={asked} take={setDraft} />
        ) : (
          <ConnectorStage first={field} draft={draft} apply={apply} asked={asked} />
        )}
        {failed !== undefined && <ErrorNote what={failed} alert />}
      </form>
    </Dialog>
  )
}

interface StageProps {
  draft: Connector
  apply: (edits: readonly Edit[]) => void
  /** Somebody wanted to go on: what is missing is said. */
  asked: boolean
  /** The first field of the stage: it takes the focus. */
  first: RefObject<HTMLInputElement | null>
}

interface ServiceStageProps extends StageProps {
  /** Goes on with another draft: one that has a service which is known already. */
  take: (draft: Connector) => void
}

function ServiceStage({ draft, apply, asked, first, take }: ServiceStageProps) {
  const { service } = draft
  const [authentication, ...more] = service.authentications
  return (
    <>
      <ServiceChoice draft={draft} take={take} />
      <TextField
        ref={first}
        label="Service"
        hint="What the service is called, as its users know it."
        size={32}
        placeholder="Acme CRM"
        value={service.title}
        error={asked && service.title.trim() === '' ? 'What is the service called?' : undefined}
        onChange={(title) => apply([{ edit: 'changeService', values: { title } }])}
      />
      <BaseUrlField
        value={service.baseUrl}
        authentications={service.authentications}
        needed={asked}
        onChange={(baseUrl) => apply([{ edit: 'changeService', values: { baseUrl } }])}
      />
      <IconChoice
        value={draft.icon}
        onChange={(icon) => apply([{ edit: 'changeConnector', values: { icon } }])}
      />
      <h3 className={styles.part}>How one signs in</h3>
      {authentication !== undefined && <AuthenticationEditor authentication={authentication} apply={apply} />}
      {more.length > 0 && (
        <p className={styles.more}>Or by {more.map(({ title }) => `“${title}”`).join(', ')}, as it was.</p>
      )}
    </>
  )
}

const newService = ''

/** A new service, or one that a connector here already has: then its address and its ways to sign in are copied. */
function ServiceChoice({ draft, take }: { draft: Connector; take: (draft: Connector) => void }) {
  const { shelf } = useHost()
  const { makeId } = useEditorStore().extra
  const connectors = useConnectors()
  const [chosen, setChosen] = useState<string>(newService)
  const [failed, setFailed] = useState<string>()
  const known = connectors.state === 'ready' ? knownServices(connectors.list) : []
  if (known.length === 0) return null
  const choose = async (value: string) => {
    setChosen(value)
    setFailed(undefined)
    const fresh = emptyDraft(makeId)
    if (value === newService) {
      take({ ...draft, icon: fresh.icon, service: fresh.service })
      return
    }
    try {
      const from = await shelf.read(value as Connector['id'])
      if (from === undefined) throw new Error('Its connector is not there any more.')
      const service = copyOfService(from.service, makeId)
      // The form asks how one signs in, and “nobody asks” is an answer to it.
      const authentications =
        service.authentications.length > 0 ? service.authentications : fresh.service.authentications
      take({ ...draft, icon: from.icon, service: { ...service, authentications } })
    } catch (error) {
      setChosen(newService)
      setFailed(error instanceof Error ? error.message : 'The service could not be read. Try again.')
    }
  }
  return (
    <Select
      label="Begin with"
      size={32}
      value={chosen}
      error={failed}
      hint={chosen === newService ? undefined : 'A copy: the connector that it is from stays as it is.'}
      options={[
        { value: newService, label: 'A new service' },
        ...known.map(({ connector, title, baseUrl }) => ({
          value: connector as string,
          label: title === '' ? baseUrl : title,
          detail: baseUrl,
        })),
      ]}
      onChange={(value) => void choose(value)}
    />
  )
}

function ConnectorStage({ draft, apply, asked, first }: StageProps) {
  return (
    <>
      <TextField
        ref={first}
        label="Connector"
        hint="What its operations are about. You can rename it at any time."
        size={32}
        value={draft.title}
        error={asked && draft.title.trim() === '' ? 'A connector needs a title.' : undefined}
        onChange={(title) => apply([titled(title)])}
        onFocus={(event) => event.target.select()}
      />
      <p className={styles.name}>{draft.name}.connector.json</p>
    </>
  )
}

const titled = (title: string): Edit => ({
  edit: 'changeConnector',
  values: { title, name: nameFromTitle(title, 'connector') },
})

/** The title of an authentication that nobody has given one. */
const unnamed = 'Sign-in'

/** A document with one authentication of the scheme that asks nobody. */
function emptyDraft(makeId: () => string): Connector {
  const draft = createConnector(makeId, { title: '' })
  const none = findScheme('none')
  return {
    ...draft,
    service: {
      ...draft.service,
      authentications:
        none === undefined
          ? []
          : [
              {
                id: makeId() as AuthenticationId,
                title: unnamed,
                scheme: none.scheme,
                expiry: [],
                ...none.make(),
              },
            ],
    },
  }
}

function serviceIsWhole({ service }: Connector): boolean {
  const secret = service.authentications.flatMap(({ fields }) =>
    fields.filter((field) => field.secret).map(({ name }) => name),
  )
  return (
    service.title.trim() !== '' &&
    service.baseUrl.trim() !== '' &&
    judgeBaseUrl(service.baseUrl, secret) === undefined &&
    service.authentications.every((authentication) =>
      authentication.placements.every((placement) => {
        const { name, value } = placementProblem(placement, authentication)
        return name === undefined && value === undefined
      }),
    )
  )
}

/** A service that asks nobody has no authentication; one that does has it called after its scheme. */
function withoutIdleAuthentication(draft: Connector): Connector {
  const authentications = draft.service.authentications
    .filter(({ fields, placements }) => fields.length > 0 || placements.length > 0)
    .map((authentication) => ({
      ...authentication,
      title:
        authentication.title === unnamed
          ? `${draft.service.title.trim()} ${schemeWords(authentication.scheme)}`
          : authentication.title,
    }))
  return {
    ...draft,
    service: { ...draft.service, baseUrl: draft.service.baseUrl.trim().replace(/\/+$/, ''), authentications },
  }
}

/** A scheme in the middle of a title: `bearer token`, but `API key`. */
function schemeWords(scheme: string): string {
  const title = findScheme(scheme)?.title ?? unnamed
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1)
}
