import { useState } from 'react'
import { variantOf } from '../../../model/checkInput.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { NativeSelect } from '../NativeSelect.tsx'
import { errorsBelow, type NestedValueProps, textsOf } from './valueProps.ts'
import { ValueGroup } from './ValueGroup.tsx'

/** Up to so many forms stand beside each other; more are in a list. */
const mostBeside = 3

/** One of several forms: which, and then its control. What was filled in for one is no value of another. */
export function OneOfValue(props: NestedValueProps) {
  const { field, label, hint, error, value, onChange, readOnly, Value } = props
  const variants = field.variants ?? []
  const [chosen, setChosen] = useState<number>()
  // What is given may come from elsewhere (a file, a step back): then it says which form it has.
  const at = Math.min(chosen ?? variantOf(field, value), variants.length - 1)
  const variant = variants[at]
  if (variant === undefined) return null
  const choose = (next: string) => {
    if (Number(next) === at) return
    setChosen(Number(next))
    onChange(undefined)
  }
  const choices = variants.map(({ title, name }, index) => ({
    value: String(index),
    label: title === '' ? name : title,
  }))
  return (
    <ValueGroup label={label} hint={hint} error={error}>
      {choices.length > mostBeside ? (
        <NativeSelect
          label={`Form of ${label}`}
          value={String(at)}
          options={choices}
          disabled={readOnly}
          onChange={choose}
        />
      ) : (
        <Segmented
          label={`Form of ${label}`}
          value={String(at)}
          choices={choices}
          disabled={readOnly === true}
          onChange={choose}
        />
      )}
      <Value
        key={at}
        field={variant}
        {...textsOf(variant)}
        value={value}
        errorAt={errorsBelow(props)}
        {...(readOnly !== undefined && { readOnly })}
        onChange={onChange}
      />
    </ValueGroup>
  )
}
