import { RotateCcw, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { checkInput } from '../../../model/checkInput.ts'
import type { Field } from '../../../model/document.ts'
import { withKnown } from '../../../model/fieldsFromSource.ts'
import { dependences } from '../../../model/options.ts'
import { printJson } from '../../../model/printJson.ts'
import { Button } from '../../../ui/Button.tsx'
import { CodeView } from '../../../ui/CodeView.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { type ChoicesHost, ChoicesHostContext } from './choicesHost.ts'
import { FieldsForm } from './FieldsForm.tsx'
import { KnownFieldsContext, useKnownFields } from './knownFields.ts'
import styles from './FormPreview.module.css'
import type { FormInput } from './formInput.ts'

export interface FormPreviewProps {
  fields: readonly Field[]
  /** How its dropdowns are filled; undefined: not here, only where it is run. */
  choices?: ChoicesHost | undefined
  /** What was typed to try it out: it is no run's input until it is used as that. */
  input: FormInput
  onChange: (input: FormInput) => void
  /** Takes it as the input of the next run. */
  onUse: () => void
  onClose: () => void
}

/** The form as whoever runs the operation will see it, to be tried out, and the JSON that comes of it. */
export function FormPreview({ fields, choices, input, onChange, onUse, onClose }: FormPreviewProps) {
  const asks = useMemo(() => dependences(fields).length > 0, [fields])
  const held = useKnownFields()
  const { known } = held
  const { value, problems } = useMemo(
    () => checkInput(withKnown(fields, known), input),
    [fields, known, input],
  )
  const [sent, setSent] = useState(false)
  const count = problems.length
  return (
    <div className={styles.preview}>
      <div className={styles.head}>
        <h2 className={styles.title}>Preview of the form</h2>
        <IconButton
          icon={RotateCcw}
          label="Start over"
          size={28}
          onClick={() => {
            setSent(false)
            onChange({})
          }}
        />
        <IconButton icon={X} label="Close the preview" shortcut="Escape" size={28} onClick={onClose} />
      </div>
      <div className={styles.body}>
        {fields.length === 0 ? (
          <p className={styles.note}>The operation takes no input yet. Add a field, and it is here.</p>
        ) : (
          <ChoicesHostContext value={choices}>
            <KnownFieldsContext value={held}>
              <FieldsForm fields={fields} input={input} refused={sent} onChange={onChange} />
            </KnownFieldsContext>
          </ChoicesHostContext>
        )}
        {asks && choices === undefined && (
          <p className={styles.note}>Choices from the service come when it is run with a credential.</p>
        )}
        {fields.length > 0 && (
          <div className={styles.json}>
            <span className={styles.label}>What the operation is given</span>
            <CodeView label="Input as JSON" text={printJson(value, { indent: 2 })} />
          </div>
        )}
      </div>
      {fields.length > 0 && (
        <div className={styles.foot} aria-live="polite">
          {count === 0 ? (
            <StatusLabel status="done">It could be run</StatusLabel>
          ) : (
            <>
              <StatusLabel status="failed">{count === 1 ? '1 problem' : `${count} problems`}</StatusLabel>
              {!sent && (
                <Button variant="link" size={28} onClick={() => setSent(true)}>
                  Show
                </Button>
              )}
            </>
          )}
          <Button size={28} className={styles.use} onClick={onUse}>
            Use for the next run
          </Button>
        </div>
      )}
    </div>
  )
}
