import { type ComponentType, useContext, useMemo, useState } from 'react'
import { valueWords } from '../../../model/options.ts'
import { canonicalJson } from '../../../model/printJson.ts'
import { Button } from '../../../ui/Button.tsx'
import { labelKey } from '../../../store/dropdowns/choicesAsk.ts'
import { Combobox } from '../../../ui/Combobox.tsx'
import { ChoicesHostContext, type LiveChoicesProps, useChoices } from './choicesHost.ts'
import { ChoicesList } from './ChoicesList.tsx'
import { choicesWords } from './choicesWords.tsx'
import { choiceOf, fitted, listedOf, missingFrom } from './listedChoices.ts'
import { typedText } from './typedValue.ts'
import type { NestedValueProps } from './valueProps.ts'

export interface ChoicesValueProps extends NestedValueProps {
  /** Draws the value where it can only be typed. */
  Typed: ComponentType<NestedValueProps>
}

/** A value that is chosen among what the service has, or a list of them. A form that cannot ask the service has it typed. */
export function ChoicesValue({ Typed, ...props }: ChoicesValueProps) {
  const host = useContext(ChoicesHostContext)
  const { options, type } = props.field
  if (host === undefined || options === undefined || props.readOnly === true) return <Typed {...props} />
  const Live = type === 'list' ? ChoicesList : LiveChoices
  return <Live key={options.operation} {...props} host={host} options={options} />
}

function LiveChoices({ host, options, ...props }: LiveChoicesProps) {
  const { field, label, hint, error, required, placeholder, value, onChange } = props
  const [open, setOpen] = useState(false)
  const set = value !== undefined && value !== null
  const [state, choices] = useChoices(host, options, open || set)
  const listed = useMemo(() => listedOf(state), [state])
  const searches = options.search !== undefined
  const chosen = set ? choiceOf(field, value, listed, state) : undefined
  const words = choicesWords(state, {
    source: host.titleOf(options),
    reload: choices.reload,
    missing: set ? missingFrom(field, value, { listed, state, searches }) : undefined,
  })
  return (
    <Combobox
      label={label}
      hint={words.mark ?? hint}
      error={error}
      required={required}
      value={set ? canonicalJson(chosen?.value ?? value) : null}
      valueLabel={
        set ? (chosen?.label ?? host.labelOf(labelKey(field, value)) ?? valueWords(value)) : undefined
      }
      options={listed.options}
      placeholder={words.placeholder ?? placeholder ?? 'Choose'}
      {...(state.status === 'loading' && { loading: words.loading })}
      {...(searches && { onSearch: (text: string) => choices.search(text) })}
      {...(state.more && !state.loadingMore && !state.outdated && { onMore: choices.more })}
      empty={words.empty}
      note={words.note}
      onTyped={(text) => onChange(typedText[field.type].read(text))}
      onOpenChange={setOpen}
      onChange={(next) => {
        const one = listed.values.get(next)
        if (one === undefined) return
        const fitting = fitted(field, one.value)
        host.remember(labelKey(field, fitting), one.label)
        choices.taken(one)
        onChange(fitting)
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
