import { NativeSelect } from '../../NativeSelect.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'

/** One of several sorts, with the controls of the chosen one below it. */
export function VariantControl({ field, path }: ControlProps<'variant'>) {
  const { settings, set, readOnly, drawFields } = useNodeForm()
  const chosen = readAt(settings, [...path, field.key])
  const sort = field.of.find(({ step }) => step === chosen)
  return (
    <div className={styles.group}>
      <NativeSelect
        label={field.label}
        hint={
          sort === undefined ? 'This version does not know the sort. It is kept as it is.' : sort.description
        }
        error={useSettingError([...path, field.key])}
        value={typeof chosen === 'string' ? chosen : ''}
        options={[
          ...(sort === undefined && typeof chosen === 'string' ? [{ value: chosen, label: chosen }] : []),
          ...field.of.map(({ step, title }) => ({ value: step, label: title })),
        ]}
        disabled={readOnly}
        onChange={(next) => {
          const form = field.of.find(({ step }) => step === next)
          if (form !== undefined) set(path, form.defaults(), `Change ${field.label}`)
        }}
      />
      {sort !== undefined && drawFields(sort.fields, path)}
    </div>
  )
}
