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
import { TextField } from '../../ui/TextField.tsx'
import { useEditorStore } from '../hooks.ts'
import { AuthenticationEditor } from '../service/AuthenticationEditor.tsx'
import { BaseUrlField } from '../service/BaseUrlField.tsx'
import { judgeBaseUrl } from '../service/baseUrlWords.ts'
import { placementProblem } from '../service/placementProblem.ts'
import { useHost } from '../shell/host.ts'
import styles from './NewConnectorDialog.module.css'

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
          <ServiceStage first={field} draft={draft} apply={apply} asked={asked} />
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

function ServiceStage({ draft, apply, asked, first }: StageProps) {
  const { service } = draft
  const [authentication] = service.authentications
  return (
    <>
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
      <h3 className={styles.part}>How one signs in</h3>
      {authentication !== undefined && <AuthenticationEditor authentication={authentication} apply={apply} />}
    </>
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
                title: 'Sign-in',
                scheme: none.scheme,
                ...none.make(),
                expiry: [],
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
      title: `${draft.service.title} ${findScheme(authentication.scheme)?.title.toLowerCase() ?? 'sign-in'}`,
    }))
  return {
    ...draft,
    service: { ...draft.service, baseUrl: draft.service.baseUrl.trim().replace(/\/+$/, ''), authentications },
  }
}
