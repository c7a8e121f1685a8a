import { Switch } from '../../../../ui/Switch.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'

/** On or off. */
export function SwitchControl({ field, path }: ControlProps<'switch'>) {
  const { settings, set, readOnly } = useNodeForm()
  return (
    <Switch
      label={field.label}
      hint={field.hint}
      on={readAt(settings, path) === true}
      disabled={readOnly}
      onChange={(on) => set(path, on, `${on ? 'Turn on' : 'Turn off'} ${field.label}`)}
    />
  )
}
