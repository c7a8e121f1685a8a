import { NumberField } from '../../../../ui/NumberField.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'

/** A number, shown in its unit and stored as a multiple of it. */
export function NumberControl({ field, path }: ControlProps<'number'>) {
  const { settings, set, readOnly } = useNodeForm()
  const { scale = 1, min, max } = field
  const value = readAt(settings, path)
  return (
    <NumberField
      label={field.label}
      hint={field.hint}
      error={useSettingError(path)}
      unit={field.unit}
      disabled={readOnly}
      integer={scale === 1}
      min={min / scale}
      max={max / scale}
      value={typeof value === 'number' ? value / scale : null}
      onChange={(next) => {
        // A second is 1,000 ms, but 0.1 s is not 100.00000000000001 of them.
        if (next !== null) set(path, Math.round(next * scale), `Change ${field.label}`)
      }}
    />
  )
}
