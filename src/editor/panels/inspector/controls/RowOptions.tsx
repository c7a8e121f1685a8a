import type { Row } from '../../../../model/document.ts'
import type { FormField, SettingPath } from '../../../../model/kinds.ts'
import { Switch } from '../../../../ui/Switch.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { NativeSelect } from '../../NativeSelect.tsx'
import { readAt, useNodeForm } from '../nodeForm.ts'
import styles from './Controls.module.css'

type RowsOf = Extract<FormField, { control: 'rows' }>['of']

const whenEmpty = [
  { value: 'omit', label: 'Leave it out' },
  { value: 'send-empty', label: 'Send it empty' },
  { value: 'send-null', label: 'Send null' },
] as const satisfies readonly { value: Row['whenEmpty']; label: string }[]

const asUsual: Readonly<Record<Exclude<RowsOf, 'mapping'>, string>> = {
  query: 'As usual: a=1&a=2',
  header: 'As usual: 1, 2',
  form: 'As usual: a=1&a=2',
  part: 'As usual: one part each',
}

const lists = [
  { value: 'repeat', label: 'Repeated: a=1&a=2' },
  { value: 'comma', label: 'Commas: a=1,2' },
  { value: 'brackets', label: 'Brackets: a[]=1&a[]=2' },
  { value: 'json', label: 'JSON: a=[1,2]' },
] as const

const encodings = [
  { value: 'text', label: 'Text, or a data: URL' },
  { value: 'base64', label: 'Base64' },
] as const

interface RowOptionsProps {
  of: Exclude<RowsOf, 'mapping'>
  row: Row
  path: SettingPath
  label: string
}

/** When empty, how lists are sent, and of a part whether it is a file. */
export function RowOptions({ of, row, path, label }: RowOptionsProps) {
  const { set, readOnly } = useNodeForm()
  const file = readAt(row, ['file'])
  const text = (key: string) => {
    const value = readAt(file, [key])
    return typeof value === 'string' ? value : ''
  }
  const put = (key: string | readonly string[], value: string | undefined | object) =>
    set([...path, ...(typeof key === 'string' ? [key] : key)], value as never, `Change ${label}`)
  return (
    <>
      <NativeSelect
        label="When empty"
        value={row.whenEmpty}
        options={whenEmpty}
        disabled={readOnly}
        onChange={(next) => put('whenEmpty', next)}
      />
      <NativeSelect
        label="A list"
        value={row.list ?? ''}
        options={[{ value: '', label: asUsual[of] }, ...lists]}
        disabled={readOnly}
        onChange={(next) => put('list', next === '' ? undefined : next)}
      />
      {of === 'part' && (
        <div className={styles.wide}>
          <Switch
            label="Send as a file"
            on={file !== undefined}
            disabled={readOnly}
            onChange={(on) =>
              put('file', on ? { name: 'file', contentType: '', encoding: 'text' } : undefined)
            }
          />
        </div>
      )}
      {of === 'part' && file === undefined && (
        <TextField
          label="Content type"
          value={typeof row['contentType'] === 'string' ? row['contentType'] : ''}
          placeholder="none is sent"
          readOnly={readOnly}
          onChange={(next) => put('contentType', next === '' ? undefined : next)}
        />
      )}
      {of === 'part' && file !== undefined && (
        <>
          <TextField
            label="File name"
            value={text('name')}
            readOnly={readOnly}
            onChange={(next) => put(['file', 'name'], next)}
          />
          <TextField
            label="Content type"
            value={text('contentType')}
            placeholder="by its name"
            readOnly={readOnly}
            onChange={(next) => put(['file', 'contentType'], next)}
          />
          <NativeSelect
            label="The value is"
            className={styles.wide}
            value={text('encoding')}
            options={encodings}
            disabled={readOnly}
            onChange={(next) => put(['file', 'encoding'], next)}
          />
        </>
      )}
    </>
  )
}
