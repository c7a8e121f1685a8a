import { Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Field } from '../../../../model/document.ts'
import type { FieldId } from '../../../../model/ids.ts'
import type { Json } from '../../../../model/json.ts'
import { Button } from '../../../../ui/Button.tsx'
import { useEditorStore } from '../../../hooks.ts'
import { useListFocus } from '../../useListFocus.ts'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useReorder } from '../useReorder.ts'
import styles from './Controls.module.css'
import { FieldCard } from './FieldCard.tsx'
import { uniqueFieldName } from './fieldNames.ts'
import { newField } from './newField.ts'
import { useOpenField } from './useOpenField.ts'

// With menus and sheets, which nobody waits for to see the fields.
const FieldsTools = lazy(async () => ({ default: (await import('./FieldsTools.tsx')).FieldsTools }))

/** The inputs of the operation: added, described, put in order. */
export function FieldsControl({ field, path }: ControlProps<'fields'>) {
  const { settings, operation, node, apply, readOnly } = useNodeForm()
  const { makeId } = useEditorStore().extra
  const found = readAt(settings, path)
  const fields = (Array.isArray(found) ? found : []) as readonly Field[]
  const [open, setOpen] = useOpenField(fields, path)
  const at = { operation: operation.id, node: node.id }
  const move = (from: number, to: number) => {
    const moving = fields[from]
    if (moving !== undefined)
      apply(
        [{ edit: 'moveField', ...at, field: moving.id, index: to }],
        `Move ${moving.title || moving.name}`,
      )
  }
  const [list, keys] = useListFocus()
  const reorder = useReorder(fields.length, move, keys)
  const add = () => {
    const id = makeId() as FieldId
    const name = uniqueFieldName(
      fields.map((each) => each.name),
      'field',
    )
    apply(
      [
        {
          edit: 'addField',
          ...at,
          field: newField(id, name),
        },
      ],
      'Add a field',
    )
    setOpen(id)
    keys.to(fields.length, 'start')
  }
  return (
    <fieldset className={styles.group} aria-label={field.label}>
      {field.hint !== undefined && <p className={styles.hint}>{field.hint}</p>}
      <Suspense fallback={<div className={styles.tools} />}>
        <FieldsTools
          stored={fields}
          onReplace={(next, label) =>
            apply([{ edit: 'setSetting', ...at, path, value: next as unknown as Json }], label)
          }
        />
      </Suspense>
      <div ref={list} className={styles.list}>
        {fields.map((each, index) => (
          <FieldCard
            key={each.id}
            field={each}
            index={index}
            path={[...path, index]}
            others={fields}
            open={open === each.id}
            onToggle={() => setOpen(open === each.id ? undefined : each.id)}
            onDelete={() => keys.afterDelete(index, fields.length)}
            reorder={reorder}
          />
        ))}
      </div>
      {fields.length === 0 && <p className={styles.hint}>The operation takes no input yet.</p>}
      {!readOnly && (
        <Button variant="link" size={28} icon={Plus} data-part="add" className={styles.add} onClick={add}>
          Add a field
        </Button>
      )}
    </fieldset>
  )
}
