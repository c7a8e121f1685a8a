import { Paperclip, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useEditorStore } from '../../hooks.ts'
import { describeFile, mostFileBytes, toFileValue } from './fileText.ts'
import styles from './ValueGroup.module.css'
import type { ValueFieldProps } from './valueProps.ts'

/** A file of this computer: it is read, and its content is the value. */
export function FileValue({ label, hint, error, required, readOnly, value, onChange }: ValueFieldProps) {
  const { files, announce } = useEditorStore().extra
  const [refused, setRefused] = useState<string>()
  const file = typeof value === 'string' ? describeFile(value) : undefined
  const words = file === undefined ? 'Choose a file' : 'Choose another'
  const choose = async () => {
    const chosen = await files.choose('').catch(() => 'unread' as const)
    if (chosen === undefined) return
    const wrong =
      chosen === 'unread'
        ? 'The file could not be read. Choose it again.'
        : chosen.bytes.byteLength > mostFileBytes
          ? `${chosen.name} is too large: ${mostFileBytes / 1_000_000} MB are the most.`
          : undefined
    setRefused(wrong)
    if (chosen === 'unread' || wrong !== undefined) return
    onChange(toFileValue(chosen))
    announce(`${chosen.name} is chosen`)
  }
  return (
    <Field label={label} hint={hint} error={refused ?? error} required={required ?? false}>
      {(control) => (
        <div className={styles.file}>
          <Button
            id={control.id}
            aria-describedby={control['aria-describedby']}
            aria-label={`${words} for ${label}`}
            size={28}
            icon={Paperclip}
            disabled={readOnly === true}
            onClick={() => void choose()}
          >
            {words}
          </Button>
          {file !== undefined && (
            <>
              <span className={styles.name} title={file.name}>
                {file.name}
              </span>
              <span className={styles.size}>{file.size}</span>
              <IconButton
                icon={X}
                label={`Take ${file.name} away`}
                size={24}
                unavailable={readOnly === true ? 'nothing can be changed here' : undefined}
                onClick={() => onChange(undefined)}
              />
            </>
          )}
        </div>
      )}
    </Field>
  )
}
