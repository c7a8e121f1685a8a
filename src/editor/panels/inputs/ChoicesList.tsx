import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Json } from '../../../model/json.ts'
import { valueWords } from '../../../model/options.ts'
import { canonicalJson } from '../../../model/printJson.ts'
import { labelKey } from '../../../store/dropdowns/choicesAsk.ts'
import { Combobox } from '../../../ui/Combobox.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useListFocus } from '../useListFocus.ts'
import styles from './ChoicesValue.module.css'
import { type LiveChoicesProps, useChoices } from './choicesHost.ts'
import { choicesWords } from './choicesWords.tsx'
import { choiceOf, fitted, listedOf, missingFrom } from './listedChoices.ts'
import { typedText } from './typedValue.ts'
import { ValueGroup } from './ValueGroup.tsx'

/** Several of what the service has: those that were chosen, and a box that adds another. With none it is not given. */
export function ChoicesList({ host, options, ...props }: LiveChoicesProps) {
  const { field, label, hint, error, placeholder, value, onChange } = props
  const [open, setOpen] = useState(false)
  const [list, keys] = useListFocus<HTMLUListElement>()
  const chosen = Array.isArray(value) ? (value as readonly Json[]) : []
  const [state, choices] = useChoices(host, options, open || chosen.length > 0)
  const listed = useMemo(() => listedOf(state), [state])
  const element = field.item ?? field
  const searches = options.search !== undefined
  const known = chosen.map((one) => choiceOf(element, one, listed, state))
  const taken = new Set(chosen.map((one, at) => canonicalJson(known[at]?.value ?? one)))
  const words = choicesWords(state, {
    source: host.titleOf(options),
    reload: choices.reload,
    missing: undefined,
  })
  const change = (next: readonly Json[]) => onChange(next.length === 0 ? undefined : next)
  return (
    <ValueGroup label={label} hint={words.mark ?? hint} error={error}>
      <ul ref={list} className={styles.chosen} aria-label={`Chosen for ${label}`}>
        {chosen.map((one, at) => {
          const title = known[at]?.label ?? host.labelOf(labelKey(field, one)) ?? valueWords(one)
          const missing = missingFrom(element, one, { listed, state, searches })
          return (
            // What was chosen may have been given twice, and has no ids.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at} className={styles.one}>
              <span className={styles.title}>{title}</span>
              {missing !== undefined && (
                <span className={styles.mark}>
                  {missing === 'gone' ? 'not in the list' : 'not among those loaded'}
                </span>
              )}
              {props.errorAt?.([at]) !== undefined && (
                <span className={styles.mark}>{props.errorAt([at])}</span>
              )}
              <IconButton
                icon={X}
                label={`Take ${title} away`}
                size={24}
                onClick={() => {
                  change(chosen.toSpliced(at, 1))
                  keys.afterDelete(at, chosen.length)
                }}
              />
            </li>
          )
        })}
      </ul>
      <div data-part="add">
        <Combobox
          label={`Add to ${label}`}
          hideLabel
          value={null}
          options={listed.options.filter((option) => !taken.has(option.value))}
          placeholder={
            words.placeholder ?? placeholder ?? (chosen.length === 0 ? 'Choose' : 'Choose another')
          }
          {...(state.status === 'loading' && { loading: words.loading })}
          {...(searches && { onSearch: (text: string) => choices.search(text) })}
          {...(state.more && !state.loadingMore && !state.outdated && { onMore: choices.more })}
          empty={words.empty}
          note={words.note}
          onTyped={(text) =>
            change([...chosen, typedText[element === field ? 'string' : element.type].read(text)])
          }
          onOpenChange={setOpen}
          onChange={(next) => {
            const one = listed.values.get(next)
            if (one === undefined) return
            const fitting = fitted(element, one.value)
            host.remember(labelKey(field, fitting), one.label)
            choices.taken(one)
            change([...chosen, fitting])
          }}
        />
      </div>
    </ValueGroup>
  )
}
