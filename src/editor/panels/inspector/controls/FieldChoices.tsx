import { Plus, X } from 'lucide-react'
import type { Field } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import { printJson } from '../../../../model/printJson.ts'
import { Button } from '../../../../ui/Button.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { IconButton } from '../../../../ui/IconButton.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { typedText } from '../../inputs/typedValue.ts'
import { useListFocus } from '../../useListFocus.ts'
import { useNodeForm } from '../nodeForm.ts'
import { moved, useReorder } from '../useReorder.ts'
import styles from './Controls.module.css'
import { MoveHandle } from './MoveHandle.tsx'

interface FieldChoicesProps {
  field: Field
  onChange: (choices: NonNullable<Field['enum']>) => void
}

const textOf = (value: Json) => (typeof value === 'string' ? value : printJson(value))

/** What is typed is a text, unless what stood there was something else and still is. */
const valueOf = (text: string, before: Json): Json => {
  const read = typeof before === 'string' ? text : typedText.json.read(text)
  return typeof read === 'object' && read !== null ? text : read
}

/** What a choice is between: the value that is sent, and the words for it. */
export function FieldChoices({ field, onChange }: FieldChoicesProps) {
  const { readOnly } = useNodeForm()
  const choices = field.enum ?? []
  const [list, keys] = useListFocus()
  const reorder = useReorder(choices.length, (from, to) => onChange(moved(choices, from, to)), keys)
  const change = (index: number, values: Partial<(typeof choices)[number]>) =>
    onChange(choices.map((choice, at) => (at === index ? { ...choice, ...values } : choice)))
  return (
    <fieldset className={styles.group} aria-label="Choices">
      <span className={styles.label} aria-hidden>
        Choices
      </span>
      <div ref={list} className={styles.list}>
        {choices.map((choice, index) => (
          // Choices have no ids.
          // oxlint-disable-next-line react/no-array-index-key
          <div
            key={index}
            {...reorder.row(index)}
            className={cx(
              styles.choice,
              reorder.mark(index) === 'above' && styles.dropAbove,
              reorder.mark(index) === 'below' && styles.dropBelow,
            )}
          >
            <MoveHandle reorder={reorder} index={index} name={`choice ${index + 1}`} readOnly={readOnly} />
            <div className={styles.pair}>
              <TextField
                label={`Value of choice ${index + 1}`}
                hideLabel
                mono
                placeholder="value"
                value={textOf(choice.value)}
                readOnly={readOnly}
                onChange={(text) => change(index, { value: valueOf(text, choice.value) })}
              />
              <TextField
                label={`Words of choice ${index + 1}`}
                hideLabel
                placeholder="words"
                value={choice.label}
                readOnly={readOnly}
                onChange={(label) => change(index, { label })}
              />
            </div>
            <IconButton
              icon={X}
              label={`Delete choice ${index + 1}`}
              size={24}
              className={styles.more}
              unavailable={readOnly ? 'nothing can be changed here' : undefined}
              onClick={() => {
                onChange(choices.filter((_, at) => at !== index))
                keys.afterDelete(index, choices.length)
              }}
            />
          </div>
        ))}
      </div>
      {!readOnly && (
        <Button
          variant="link"
          size={28}
          icon={Plus}
          data-part="add"
          className={styles.add}
          onClick={() => {
            onChange([...choices, { value: '', label: '' }])
            keys.to(choices.length, 'start')
          }}
        >
          Add a choice
        </Button>
      )}
    </fieldset>
  )
}
