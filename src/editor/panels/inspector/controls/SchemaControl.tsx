import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { isObject } from '../../../../model/fieldTypes.ts'
import type { Json } from '../../../../model/json.ts'
import { canonicalJson, printJson } from '../../../../model/printJson.ts'
import { parseJson } from '../../../../model/readJson.ts'
import { Button } from '../../../../ui/Button.tsx'
import { TextArea } from '../../../../ui/TextArea.tsx'
import { useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'
import type { FieldShapeProps } from './fieldShapes.ts'

/** What is valid, where fields have no words for it: JSON Schema, behind a fold where there is none. */
export function SchemaControl({ field, path }: FieldShapeProps) {
  const { set, readOnly } = useNodeForm()
  const error = useSettingError([...path, 'schema'])
  const schema = field.schema as Json | undefined
  const [open, setOpen] = useState(schema !== undefined)
  const [draft, setDraft] = useState<string>()
  const read = draft === undefined ? undefined : readSchema(draft)
  // What was typed stays as it was typed while it means what is kept, or cannot be read yet.
  const kept = read !== undefined && ('wrong' in read || same(read.schema, schema)) ? draft : undefined
  const change = (text: string) => {
    setDraft(text)
    const next = readSchema(text)
    if (!('wrong' in next) && !same(next.schema, schema))
      set([...path, 'schema'], next.schema, `Change ${field.title || field.name}`)
  }
  return (
    <div className={styles.group} data-setting={[...path, 'schema'].join('.')}>
      <Button
        variant="link"
        size={28}
        icon={open ? ChevronDown : ChevronRight}
        aria-expanded={open}
        className={styles.add}
        onClick={() => setOpen(!open)}
      >
        More rules, as JSON Schema
      </Button>
      {open && (
        <TextArea
          label="JSON Schema of its value"
          hideLabel
          mono
          rows={4}
          spellCheck={false}
          readOnly={readOnly}
          placeholder={'{ "pattern": "^[A-Z]{2}$" }'}
          value={kept ?? (schema === undefined ? '' : printJson(schema, { indent: 2 }))}
          error={read !== undefined && 'wrong' in read ? read.wrong : error}
          onChange={change}
        />
      )}
    </div>
  )
}

function readSchema(text: string): { readonly schema: Json | undefined } | { readonly wrong: string } {
  if (text.trim() === '') return { schema: undefined }
  try {
    const schema = parseJson(text)
    return isObject(schema) || typeof schema === 'boolean'
      ? { schema }
      : { wrong: 'A JSON Schema is an object. What was there before is kept.' }
  } catch (error) {
    return {
      wrong: `${error instanceof Error ? error.message : 'This is no JSON'}. What was there before is kept.`,
    }
  }
}

const same = (one: Json | undefined, other: Json | undefined): boolean =>
  one === undefined || other === undefined ? one === other : canonicalJson(one) === canonicalJson(other)
