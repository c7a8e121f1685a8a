import { Plus, X } from 'lucide-react'
import type { Field } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import { printJson } from '../../../../model/printJson.ts'
import { Button } from '../../../../ui/Button.tsx'
import { IconButton } from '../../../../ui/IconButton.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { useListFocus } from '../../useListFocus.ts'
import { useNodeForm } from '../nodeForm.ts'
import styles from './Controls.module.css'

interface FieldChoicesProps {
  field: Field
  onChange: (choices: NonNullable<Field['enum']>) => void
}

const textOf = (value: Json) => (typeof value === 'string' ? value : printJson(value))

/** What a choice is between: the value that is sent, and the words for it. */
export function FieldChoices({ field, onChange }: FieldChoicesProps) {
  const { readOnly } = useNodeForm()
  const choices = field.enum ?? []
  const [list, keys] = useListFocus()
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
          <div key={index} className={styles.condition}>
            <div className={styles.pair}>
              <TextField
                label={`Value of choice ${index + 1}`}
                hideLabel
                mono
                placeholder="value"
                value={textOf(choice.value)}
                readOnly={readOnly}
                onChange={(value) => change(index, { value })}
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
