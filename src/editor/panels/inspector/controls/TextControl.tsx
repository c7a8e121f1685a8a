import { TextArea } from '../../../../ui/TextArea.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'

/** Plain text that is no template. */
export function TextControl({ field, path }: ControlProps<'text'>) {
  const { settings, set, readOnly } = useNodeForm()
  const value = readAt(settings, path)
  const shared = {
    label: field.label,
    hint: field.hint,
    placeholder: field.placeholder,
    error: useSettingError(path),
    readOnly,
    value: typeof value === 'string' ? value : '',
    onChange: (next: string) => set(path, next, `Change ${field.label}`),
  }
  return field.lines === undefined ? <TextField {...shared} /> : <TextArea {...shared} rows={field.lines} />
}
