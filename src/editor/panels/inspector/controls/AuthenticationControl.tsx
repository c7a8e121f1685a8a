import { selectConnector } from '../../../../store/selectors.ts'
import { Button } from '../../../../ui/Button.tsx'
import { useAppSelector, useCommand } from '../../../hooks.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'

/** One of the service's authentications, and the way to make another. */
export function AuthenticationControl({ field, path }: ControlProps<'authentication'>) {
  const { settings, set, readOnly } = useNodeForm()
  const command = useCommand()
  const error = useSettingError(path)
  const authentications = useAppSelector((state) => selectConnector(state)?.service.authentications)
  const value = readAt(settings, path)
  const id = typeof value === 'string' ? value : ''
  const chosen = authentications?.find((each) => each.id === id)
  return (
    <div className={styles.group}>
      {authentications === undefined || authentications.length === 0 ? (
        <p className={styles.hint}>{error ?? 'The service has no authentication yet.'}</p>
      ) : (
        <NativeSelect
          label={field.label}
          hint={field.hint}
          error={error}
          value={id}
          options={authentications.map(({ id, title }) => ({ value: id as string, label: title }))}
          disabled={readOnly}
          onChange={(next) => set(path, next, `Change ${field.label}`)}
        />
      )}
      {chosen !== undefined && (
        <dl className={styles.facts}>
          {chosen.fields.map((each) => (
            <div key={each.name} style={{ display: 'contents' }}>
              <dt>{each.title === '' ? each.name : each.title}</dt>
              <dd className={styles.hint}>{each.secret ? 'hidden' : 'from the credential'}</dd>
            </div>
          ))}
        </dl>
      )}
      <Button variant="link" size={28} className={styles.add} onClick={() => command('service-settings')}>
        {chosen === undefined ? 'Make one in the service' : 'Change it in the service'}
      </Button>
    </div>
  )
}
