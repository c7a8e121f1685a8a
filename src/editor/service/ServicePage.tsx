import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import type { Authentication, Connector, Service } from '../../model/document.ts'
import type { AuthenticationId, OperationId } from '../../model/ids.ts'
import { findScheme } from '../../model/schemes.ts'
import { defaultsScopeEntries } from '../../model/scope.ts'
import { edit } from '../../store/edit.ts'
import { selectCanEdit } from '../../store/selectors.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { IconChoice } from '../home/IconChoice.tsx'
import { useAppSelector, useCommand, useEditorStore } from '../hooks.ts'
import { isDemo, useHost } from '../shell/host.ts'
import { AuthenticationEditor } from './AuthenticationEditor.tsx'
import type { ApplyEdits } from './applyEdits.ts'
import { BaseUrlField } from './BaseUrlField.tsx'
import { DefaultRows } from './DefaultRows.tsx'
import { failurePresets, hasPreset, ownRules, withPreset } from './failurePresets.ts'
import { ServiceCredentials } from './ServiceCredentials.tsx'
import styles from './ServicePage.module.css'

/** Where the service is, how it is signed in to, what all its requests share, and who may sign in. */
export function ServicePage() {
  const host = useHost()
  const store = useEditorStore()
  const command = useCommand()
  const connector = useAppSelector((state) => state.document.connector)
  const readOnly = !useAppSelector(selectCanEdit)
  if (connector === undefined) return null
  const apply: ApplyEdits = (edits, label, mergeKey) => {
    store.dispatch(
      edit(
        edits,
        mergeKey === undefined ? { label, policy: 'record' } : { label, policy: 'merge', mergeKey },
      ),
    )
  }
  const change = (values: Partial<Service>, label: string, mergeKey?: string) =>
    apply([{ edit: 'changeService', values }], label, mergeKey)
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.head}>
          <h1 className={styles.title}>Service and auth</h1>
          {isDemo(connector.service.baseUrl, host) && <Chip tone="line">Demo</Chip>}
          {connector.operations.length === 0 && (
            <Button
              variant="primary"
              icon={Plus}
              unavailable={readOnly ? 'Nothing can be changed here' : undefined}
              onClick={() => command('new-operation')}
            >
              New operation
            </Button>
          )}
        </div>
        <section className={styles.card} aria-label="Service">
          <h2 className={styles.cardTitle}>Service</h2>
          {isDemo(connector.service.baseUrl, host) && (
            <p className={styles.hint}>
              A demo: an API that is bundled with Patchbay and speaks Parse’s dialect. Its customers are made
              up, and it starts anew with the runner.
            </p>
          )}
          <TextField
            label="Title"
            size={32}
            value={connector.service.title}
            readOnly={readOnly}
            error={connector.service.title.trim() === '' ? 'What is the service called?' : undefined}
            onChange={(title) => change({ title }, 'Change service title', 'service:title')}
          />
          <IconChoice
            value={connector.icon}
            readOnly={readOnly}
            onChange={(icon) => apply([{ edit: 'changeConnector', values: { icon } }], 'Change icon')}
          />
          <BaseUrlField
            value={connector.service.baseUrl}
            authentications={connector.service.authentications}
            readOnly={readOnly}
            needed
            onChange={(baseUrl) => change({ baseUrl }, 'Change base URL', 'service:baseUrl')}
          />
        </section>
        <Authentications connector={connector} apply={apply} readOnly={readOnly} />
        <ServiceCredentials connector={connector} />
        <Defaults connector={connector} change={change} readOnly={readOnly} />
        <TestCall connector={connector} apply={apply} readOnly={readOnly} />
      </div>
    </main>
  )
}

interface PartProps {
  connector: Connector
  apply: ApplyEdits
  readOnly: boolean
}

function Authentications({ connector, apply, readOnly }: PartProps) {
  const store = useEditorStore()
  const { authentications } = connector.service
  const add = () => {
    const scheme = findScheme('api-key')
    if (scheme === undefined) return
    const value: Authentication = {
      id: store.extra.makeId() as AuthenticationId,
      title: authentications.length === 0 ? 'API key' : `API key ${authentications.length + 1}`,
      scheme: scheme.scheme,
      expiry: [],
      ...scheme.make(),
    }
    apply([{ edit: 'addAuthentication', value }], 'Add authentication')
  }
  return (
    <section className={styles.card} aria-label="Authentication">
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle}>Authentication</h2>
        <span className={styles.gap} />
        <Button size={28} icon={Plus} disabled={readOnly} onClick={add}>
          {authentications.length === 0 ? 'Add a way to sign in' : 'Another way to sign in'}
        </Button>
      </div>
      {authentications.length === 0 && (
        <p className={styles.hint}>The service asks nobody to sign in. Requests carry no credential.</p>
      )}
      {authentications.map((authentication) => (
        <div key={authentication.id} className={styles.card}>
          <div className={styles.cardHead}>
            <TextField
              label="Title of the authentication"
              hideLabel
              size={32}
              value={authentication.title}
              readOnly={readOnly}
              onChange={(title) =>
                apply(
                  [{ edit: 'changeAuthentication', authentication: authentication.id, values: { title } }],
                  'Rename authentication',
                  `authentication:${authentication.id}:title`,
                )
              }
            />
            <span className={styles.gap} />
            <Button
              size={28}
              variant="ghost"
              disabled={readOnly}
              onClick={() =>
                apply(
                  [{ edit: 'removeAuthentication', authentication: authentication.id }],
                  'Remove authentication',
                )
              }
            >
              Remove
            </Button>
          </div>
          <AuthenticationEditor authentication={authentication} apply={apply} readOnly={readOnly} />
        </div>
      ))}
    </section>
  )
}

interface DefaultsProps {
  connector: Connector
  change: (values: Partial<Service>, label: string, mergeKey?: string) => void
  readOnly: boolean
}

function Defaults({ connector, change, readOnly }: DefaultsProps) {
  const { defaults } = connector.service
  const scope = useMemo(() => defaultsScopeEntries(connector), [connector])
  const own = ownRules(defaults.errorRules).length
  return (
    <>
      <section className={styles.card} aria-label="Sent with every request">
        <h2 className={styles.cardTitle}>Sent with every request</h2>
        <p className={styles.hint}>A request that sets one of these itself wins.</p>
        <DefaultRows
          what="header"
          rows={defaults.headers}
          scope={scope}
          readOnly={readOnly}
          onChange={(headers, key) =>
            change(
              { defaults: { ...defaults, headers } },
              'Change default headers',
              `defaults:headers:${key}`,
            )
          }
        />
        <DefaultRows
          what="query parameter"
          rows={defaults.query}
          scope={scope}
          readOnly={readOnly}
          onChange={(query, key) =>
            change({ defaults: { ...defaults, query } }, 'Change default query', `defaults:query:${key}`)
          }
        />
      </section>
      <section className={styles.card} aria-label="This API answers 200 when it fails">
        <h2 className={styles.cardTitle}>This API answers 200 when it fails</h2>
        {failurePresets.map((preset) => (
          <Checkbox
            key={preset.id}
            label={preset.title}
            hint={preset.hint}
            disabled={readOnly}
            checked={hasPreset(defaults.errorRules, preset)}
            onChange={(on) =>
              change(
                { defaults: { ...defaults, errorRules: withPreset(defaults.errorRules, preset, on) } },
                on ? 'Add error rule' : 'Remove error rule',
              )
            }
          />
        ))}
        {own > 0 && (
          <p className={styles.hint}>
            {own === 1 ? 'One more rule' : `${own} more rules`} of this service came with its file and stay as
            they are.
          </p>
        )}
      </section>
    </>
  )
}

const plainCall = ''

function TestCall({ connector, apply, readOnly }: PartProps) {
  const { testOperation } = connector.service
  return (
    <section className={styles.card} aria-label="Test connection">
      <h2 className={styles.cardTitle}>Test connection</h2>
      <Select
        label="What it calls"
        hint="An operation that reads something and needs no input, or whose inputs have defaults."
        size={32}
        disabled={readOnly}
        value={testOperation ?? plainCall}
        options={[
          { value: plainCall, label: 'GET the base URL' },
          ...connector.operations.map(({ id, title }) => ({ value: id as string, label: title })),
        ]}
        onChange={(chosen) =>
          apply(
            [
              chosen === plainCall
                ? { edit: 'changeService', values: {}, clear: ['testOperation'] }
                : { edit: 'changeService', values: { testOperation: chosen as OperationId } },
            ],
            'Change test call',
          )
        }
      />
    </section>
  )
}
