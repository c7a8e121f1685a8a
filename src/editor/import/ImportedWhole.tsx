import { ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CurlImport } from '../../formats/curl/import/importCurl.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useHost } from '../shell/host.ts'
import styles from './ImportCurlDialog.module.css'

export interface ImportedWholeProps {
  found: CurlImport
  /** A connector is made; otherwise the open one gets operations. */
  isNew: boolean
}

/** What is said of all commands together: where the service is, how it signs in, and where their secrets go. */
export function ImportedWhole({ found, isNew }: ImportedWholeProps) {
  const { authentications, service, warnings } = found
  const missing = authentications.flatMap(({ authentication, values, isNew: made }) =>
    made
      ? authentication.fields.filter(({ name }) => values[name] === undefined).map(({ title }) => title)
      : [],
  )
  return (
    <div className={styles.rows}>
      {isNew && (
        <Row name="Base URL">
          <code className={styles.code}>{service.baseUrl}</code>
          <span className={styles.aside}>of the new connector {service.title}</span>
        </Row>
      )}
      {authentications.length > 0 && (
        <Row name="Signs in by">
          {authentications.map(({ authentication }) => authentication.title).join(', ')}
          {missing.length > 0 && <span className={styles.aside}>to fill in: {missing.join(', ')}</span>}
        </Row>
      )}
      {found.secrets > 0 && <Secrets found={found} />}
      {warnings.length > 0 && <Row name="Note">{warnings.join(' ')}</Row>}
    </div>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{children}</span>
    </>
  )
}

/** They are never part of the document. Whether a credential gets them hangs on the runner, and on whose they are. */
function Secrets({ found: { secrets, authentications } }: { found: CurlImport }) {
  const { presence, askRunner } = useHost()
  const foreign = authentications.filter(({ isOfService }) => !isOfService)
  const left = new Set(
    foreign.flatMap(({ authentication, values }) =>
      authentication.fields.flatMap(({ name, secret }) => (secret && values[name] ? [values[name]] : [])),
    ),
  ).size
  if (presence === 'gone')
    return (
      <Row name="Secrets">
        <output className={styles.away}>
          <strong>Secrets left out: {secrets}.</strong> The runner, which would keep them, does not answer. Go
          on without them and fill in a credential later, or ask again.
        </output>
        <Button size={28} onClick={() => askRunner()}>
          Ask again
        </Button>
      </Row>
    )
  return (
    <>
      <Row name="Secrets">
        {foreign.length === authentications.length ? (
          <strong>Secrets left out: {secrets}</strong>
        ) : (
          <span>
            <strong>Secrets moved out: {secrets - left}</strong> to the credential, never saved here
          </span>
        )}
        <span className={styles.shield}>
          <Icon icon={ShieldCheck} size={16} />
        </span>
      </Row>
      {foreign.length > 0 && (
        <Row name="Not kept">
          {foreign.map(({ authentication }) => authentication.title).join(', ')} of another service: a
          credential here belongs to this one.
        </Row>
      )}
    </>
  )
}
