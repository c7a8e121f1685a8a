import { useState } from 'react'
import type { Json } from '../../../../model/json.ts'
import { TextField } from '../../../../ui/TextField.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'

/** How the elements of a list are typed; undefined: the text is none of them. */
type Read = (text: string) => Json | undefined

const readNumber: Read = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)
const readWord: Read = (text) => text

/** Whole numbers with commas between them. */
export function NumbersControl(props: ControlProps<'numbers'>) {
  return (
    <ListText
      {...props}
      read={readNumber}
      wrong="Whole numbers with commas between them, such as 400, 404."
    />
  )
}

/** Plain texts with commas between them. */
export function WordsControl(props: ControlProps<'words'>) {
  return <ListText {...props} read={readWord} wrong="" />
}

interface ListTextProps {
  readonly field: ControlProps<'numbers' | 'words'>['field']
  readonly path: ControlProps<'numbers'>['path']
  readonly read: Read
  /** Said of a text that cannot be read. */
  readonly wrong: string
}

/** What is typed stays as it is typed until it can be read whole: a comma at the end is not taken away under the caret. */
function ListText({ field, path, read, wrong }: ListTextProps) {
  const { settings, set, readOnly } = useNodeForm()
  const [typed, setTyped] = useState<string>()
  const found = readAt(settings, path)
  const stored = (Array.isArray(found) ? found : []).map(String).join(', ')
  const settingError = useSettingError(path)
  const parsed = typed === undefined ? undefined : readAll(typed, read)
  return (
    <TextField
      label={field.label}
      hint={field.hint}
      error={typed !== undefined && parsed === undefined ? wrong : settingError}
      mono
      readOnly={readOnly}
      value={typed ?? stored}
      onChange={(next) => {
        setTyped(next)
        const values = readAll(next, read)
        if (values !== undefined) set(path, values, `Change ${field.label}`)
      }}
      onBlur={() => {
        if (parsed !== undefined) setTyped(undefined)
      }}
    />
  )
}

function readAll(text: string, read: Read): Json[] | undefined {
  const values: Json[] = []
  for (const part of text.split(',')) {
    const trimmed = part.trim()
    if (trimmed === '') continue
    const value = read(trimmed)
    if (value === undefined) return undefined
    values.push(value)
  }
  return values
}
