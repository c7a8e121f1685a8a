import { type ComponentType, useContext, useMemo, useState } from 'react'
import type { Field, FieldOptions } from '../../../model/document.ts'
import { fieldTypeFacts } from '../../../model/fieldTypes.ts'
import type { Json } from '../../../model/json.ts'
import { valueWords } from '../../../model/options.ts'
import { canonicalJson } from '../../../model/printJson.ts'
import type { ChoicesState } from '../../../store/dropdowns/choices.ts'
import { Button } from '../../../ui/Button.tsx'
import { Combobox } from '../../../ui/Combobox.tsx'
import type { Option } from '../../../ui/Select.tsx'
import { type ChoicesHost, ChoicesHostContext, useChoices } from './choicesHost.ts'
import { choicesWords } from './choicesWords.tsx'
import { typedText } from './typedValue.ts'
import type { ValueFieldProps } from './valueProps.ts'

export interface ChoicesValueProps extends ValueFieldProps {
  /** Draws the value where it can only be typed. */
  Typed: ComponentType<ValueFieldProps>
}

/** A value that is chosen among what the service has. A form that cannot ask the service has it typed. */
export function ChoicesValue({ Typed, ...props }: ChoicesValueProps) {
  const host = useContext(ChoicesHostContext)
  const { options } = props.field
  if (host === undefined || options === undefined || props.readOnly === true) return <Typed {...props} />
  return <LiveChoices key={options.operation} {...props} host={host} options={options} />
}

interface LiveChoicesProps extends ValueFieldProps {
  host: ChoicesHost
  options: FieldOptions
}

function LiveChoices({ host, options, ...props }: LiveChoicesProps) {
  const { field, label, hint, error, required, placeholder, value, onChange } = props
  const [open, setOpen] = useState(false)
  const set = value !== undefined && value !== null
  const [state, choices] = useChoices(host, options, open || set)
  const listed = useMemo(() => listedOf(state), [state])
  const key = set ? canonicalJson(value) : null
  const chosen =
    !set || key === null ? undefined : (listed.values.get(key) ?? listed.values.get(other(field, value)))
  const labelKey = choiceKey(field, key)
  const words = choicesWords(state, {
    source: host.titleOf(options),
    reload: choices.reload,
    missing: set && chosen === undefined && knowsAll(state),
  })
  const take = (taken: Json, read: string) => {
    const fitting = fitted(field, taken)
    host.remember(choiceKey(field, canonicalJson(fitting)), read)
    onChange(fitting)
  }
  return (
    <Combobox
      label={label}
      hint={words.mark ?? hint}
      error={error}
      required={required}
      value={chosen?.option.value ?? key}
      valueLabel={set ? (host.labelOf(labelKey) ?? valueWords(value)) : undefined}
      options={listed.options}
      placeholder={words.placeholder ?? placeholder ?? 'Choose'}
      {...(state.status === 'loading' && { loading: words.loading })}
      {...(options.search !== undefined && { onSearch: (text: string) => choices.search(text) })}
      {...(state.more && !state.loadingMore && { onMore: choices.more })}
      empty={words.empty}
      note={words.note}
      onTyped={(text) => onChange(typedText[field.type].read(text))}
      onOpenChange={setOpen}
      onChange={(next) => {
        const one = listed.values.get(next)
        if (one !== undefined) take(one.value, one.option.label)
      }}
      aside={
        set && !required ? (
          <Button variant="link" size={28} onClick={() => onChange(undefined)}>
            Clear
          </Button>
        ) : undefined
      }
    />
  )
}

interface Listed {
  readonly options: readonly Option<string>[]
  readonly values: ReadonlyMap<string, { readonly value: Json; readonly option: Option<string> }>
}

/** The list as it is drawn, its values by their JSON. */
function listedOf({ choices }: ChoicesState): Listed {
  const values = new Map<string, { value: Json; option: Option<string> }>()
  const options = choices.map(({ value, label }) => {
    const words = valueWords(value)
    const option = { value: canonicalJson(value), label, ...(words !== label && { detail: words }) }
    values.set(option.value, { value, option })
    return option
  })
  return { options, values }
}

/** Nothing is left to be loaded in which a value could still be found. */
const knowsAll = ({ status, more, search }: ChoicesState) =>
  (status === 'ready' || status === 'empty') && !more && search === ''

const isText = ({ type }: Field) => fieldTypeFacts[type].schema['type'] === 'string'

/** A text field takes the digits of a number: the service's id of 64 bits in a path. Others take the value as it is. */
const fitted = (field: Field, value: Json): Json =>
  typeof value !== 'string' && isText(field) ? valueWords(value) : value

/** The JSON of the same choice where the field holds its digits as a text. */
const other = (field: Field, value: Json): string =>
  isText(field) && typeof value === 'string' ? value : canonicalJson(value)

/** Under which a label is remembered. */
const choiceKey = (field: Field, value: string | null): string => `${field.id} ${value ?? ''}`
