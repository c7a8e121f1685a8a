import {
  type ComponentType,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import type { FieldSource } from '../../../model/document.ts'
import { isObject } from '../../../model/fieldTypes.ts'
import { createLoadedFields, type FieldsState } from '../../../store/dropdowns/loadedFields.ts'
import { Button } from '../../../ui/Button.tsx'
import { Spinner } from '../../../ui/Spinner.tsx'
import { type ChoicesHost, ChoicesHostContext } from './choicesHost.ts'
import styles from './ChoicesValue.module.css'
import { FormInputContext } from './formInput.ts'
import { KnownFieldsContext } from './knownFields.ts'
import { MembersValue } from './MembersValue.tsx'
import type { NestedValueProps } from './valueProps.ts'
import { ValueGroup } from './ValueGroup.tsx'

export interface LoadedFieldsValueProps extends NestedValueProps {
  /** Draws the value where its fields are not known. */
  Typed: ComponentType<NestedValueProps>
}

/** An object whose fields an operation says when the form is filled in. A form that cannot ask it has it given as JSON. */
export function LoadedFieldsValue(props: LoadedFieldsValueProps) {
  const { Typed, ...rest } = props
  const host = useContext(ChoicesHostContext)
  const source = props.field.fieldsFrom
  if (host?.fields === undefined || source === undefined || props.readOnly === true)
    return <Typed {...rest} />
  return <Live key={source.operation} {...props} host={host} fields={host.fields} source={source} />
}

interface LiveProps extends LoadedFieldsValueProps {
  host: ChoicesHost
  fields: NonNullable<ChoicesHost['fields']>
  source: FieldSource
}

function Live({ host, fields, source, Typed, ...props }: LiveProps) {
  const { field, label, hint, error, value, onChange } = props
  const { id } = field
  const input = useContext(FormInputContext)
  const tell = useContext(KnownFieldsContext)?.tell
  const [loaded] = useState(() => createLoadedFields(host.clock, id))
  const state = useSyncExternalStore(loaded.subscribe, loaded.state)
  const ask = useMemo(() => fields.ask(source, input), [fields, source, input])
  useEffect(() => loaded.ask(ask), [loaded, ask])
  useEffect(() => () => loaded.close(), [loaded])
  const { shape, key } = state
  useEffect(() => {
    if (shape !== undefined) fields.remember(id, key, shape)
    tell?.(id, shape)
    return () => tell?.(id, undefined)
  }, [fields, tell, id, key, shape])
  const where = state.sent.map(({ title, value: set }) => `${title} ${set}`).join(', ')
  const known = shape?.fields ?? []
  const reload = (words: string) => (
    <Button variant="link" size={28} onClick={loaded.reload}>
      {words}
    </Button>
  )
  if (state.status === 'idle' || state.status === 'loading')
    return (
      <ValueGroup label={label} hint={hint} error={error}>
        <output className={styles.loading}>
          <Spinner /> Loading fields from {host.titleOf(source) ?? 'the service'}
        </output>
      </ValueGroup>
    )
  if (state.status !== 'ready' || known.length === 0)
    return <Typed {...props} hint={hintOf(state, { where, reload }) ?? hint} />
  const given = value !== undefined && isObject(value) ? value : {}
  const others = Object.keys(given).filter((name) => !known.some((member) => member.name === name))
  return (
    <MembersValue
      {...props}
      field={{ ...field, ...shape }}
      hint={
        others.length === 0 ? (
          hint
        ) : (
          <span className={styles.mark}>
            {where === '' ? 'Not among its fields' : `Not among its fields for ${where}`}: {others.join(', ')}
            . Kept as it is.{' '}
            <Button
              variant="link"
              size={28}
              onClick={() => {
                const left = Object.entries(given).filter(([name]) => !others.includes(name))
                onChange(left.length === 0 ? undefined : Object.fromEntries(left))
              }}
            >
              Drop it
            </Button>
          </span>
        )
      }
    />
  )
}

/** Why there are no fields to fill in, below what takes JSON in their place. */
function hintOf(
  { status, message, waitsFor }: FieldsState,
  told: { readonly where: string; reload(words: string): ReactNode },
): ReactNode {
  const { where, reload } = told
  if (status === 'waiting') return `Choose ${waitsFor.join(' and ')} first, or give it as JSON.`
  if (status === 'broken') return <span className={styles.mark}>{message}</span>
  if (status === 'error')
    return (
      <span className={styles.mark} role="alert">
        {message} {reload('Try again')} Or give it as JSON.
      </span>
    )
  if (status === 'empty')
    return (
      <>
        {where === '' ? 'The service asks for no fields.' : `The service asks for no fields for ${where}.`}{' '}
        {reload('Ask again')}
      </>
    )
  return undefined
}
