import { FileUp } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import type { Field } from '../../../../model/document.ts'
import { type FieldsSource, fieldsFromText, keptIn, schemaPlace } from '../../../../model/fieldsFromText.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Checkbox } from '../../../../ui/Checkbox.tsx'
import { Dialog } from '../../../../ui/Dialog.tsx'
import { Segmented } from '../../../../ui/Segmented.tsx'
import { TextArea } from '../../../../ui/TextArea.tsx'
import { useEditorStore } from '../../../hooks.ts'
import { typeTitles } from '../../inputs/typedValue.ts'
import { type ImportWay, importedFields } from './importedFields.ts'
import styles from './ImportSchemaDialog.module.css'

export interface ImportSchemaDialogProps {
  /** The fields that are there. */
  fields: readonly Field[]
  /** Takes all fields that there are then, and how many of them were imported. */
  onImport: (fields: readonly Field[], count: number) => void
  onClose: () => void
}

const sources = [
  { value: 'schema', label: 'JSON Schema' },
  { value: 'value', label: 'Sample value' },
] as const satisfies readonly { value: FieldsSource; label: string }[]

const plural = (count: number) => (count === 1 ? '1 field' : `${count} fields`)

/** Makes fields of a JSON Schema, or of a value that an input might be. What would come of it is shown before it is done. */
export function ImportSchemaDialog({ fields, onImport, onClose }: ImportSchemaDialogProps) {
  const { files, makeId } = useEditorStore().extra
  const [text, setText] = useState('')
  const [unread, setUnread] = useState<string>()
  const [as, setAs] = useState<FieldsSource>()
  const [off, setOff] = useState<ReadonlySet<string>>(() => new Set())
  const [way, setWay] = useState<ImportWay>('add')
  // A schema of a megabyte takes a moment to read: typing does not wait for it.
  const settled = useDeferredValue(text)
  const found = useMemo(
    () => (settled.trim() === '' ? undefined : fieldsFromText(settled, makeId, as)),
    [settled, as, makeId],
  )
  const read = typeof found === 'object' ? found : undefined
  const ticked = read?.fields.filter(({ name }) => !off.has(name)) ?? []
  const made = importedFields(fields, ticked, way)
  const renamed =
    way === 'add' ? ticked.filter(({ name }, at) => made[fields.length + at]?.name !== name) : []
  const type = (next: string) => {
    setText(next)
    setUnread(undefined)
    setAs(undefined)
    setOff(new Set())
  }
  const choose = async () => {
    const chosen = await files
      .choose('.json,application/json,application/schema+json')
      .catch(() => 'unread' as const)
    if (chosen === 'unread') setUnread('The file could not be read. Choose it again.')
    else if (chosen !== undefined) type(new TextDecoder().decode(chosen.bytes))
  }
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title="Import fields"
      description="Paste a JSON Schema, or a value that the operation might be given, and choose the fields to make of it."
      note={read === undefined ? undefined : 'One step, which can be undone.'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            unavailable={ticked.length === 0 ? 'no field is ticked' : undefined}
            onClick={() => {
              onImport(made, ticked.length)
              onClose()
            }}
          >
            {ticked.length === 0
              ? 'Import'
              : way === 'add'
                ? `Add ${plural(ticked.length)}`
                : `Replace by ${plural(ticked.length)}`}
          </Button>
        </>
      }
    >
      <div className={styles.sides}>
        <div className={styles.side}>
          <TextArea
            label="JSON Schema or sample value"
            mono
            rows={18}
            spellCheck={false}
            placeholder={'{ "type": "object", "properties": { … } }'}
            value={text}
            error={unread ?? (typeof found === 'string' ? found : undefined)}
            onChange={type}
          />
          <Button size={28} icon={FileUp} className={styles.file} onClick={() => void choose()}>
            Choose a file
          </Button>
        </div>
        <div className={styles.side}>
          {read === undefined ? (
            <p className={styles.empty}>The fields that would be made are shown here.</p>
          ) : (
            <>
              <Segmented<FieldsSource>
                label="Read it as"
                value={read.from}
                choices={sources}
                onChange={setAs}
              />
              <fieldset className={styles.list} aria-label="Fields to import">
                {read.fields.map((field) => (
                  <Checkbox
                    key={field.id}
                    label={field.title === '' ? field.name : `${field.title} (${field.name})`}
                    hint={hintOf(field)}
                    checked={!off.has(field.name)}
                    onChange={(on) => {
                      const next = new Set(off)
                      if (on) next.delete(field.name)
                      else next.add(field.name)
                      setOff(next)
                    }}
                  />
                ))}
              </fieldset>
              {fields.length > 0 && (
                <Segmented<ImportWay>
                  label={`What becomes of the ${plural(fields.length)} there`}
                  value={way}
                  choices={[
                    { value: 'add', label: 'Add to what is there' },
                    { value: 'replace', label: 'Replace it' },
                  ]}
                  onChange={setWay}
                />
              )}
              <Told
                lines={[
                  ...renamed.map(
                    ({ name }) => `There is a field “${name}” already: the new one gets a number.`,
                  ),
                  ...(read.from === 'value'
                    ? ['None is required: one value does not tell. What it holds is not kept.']
                    : []),
                  ...keptIn(ticked).map(
                    ({ at, keywords }) =>
                      `“${at}”: kept as JSON Schema, and checked as that${keywords.length === 0 ? '' : ` (${keywords.join(', ')})`}.`,
                  ),
                  ...read.lost.map(
                    ({ at, keywords }) =>
                      `${at === '' ? 'Of the whole' : `“${schemaPlace(at)}”`}: fields have no place for ${keywords.join(', ')}; it is left out.`,
                  ),
                ]}
              />
            </>
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** As many as one reads; the rest is counted. */
const mostTold = 8

function Told({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <ul className={styles.told}>
      {lines.slice(0, mostTold).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {lines.length > mostTold && <li>{`… and ${lines.length - mostTold} more of this sort.`}</li>}
    </ul>
  )
}

function hintOf(field: Field): string {
  const within = field.fields?.length ?? field.variants?.length
  return [
    typeTitles[field.type],
    ...(field.item === undefined ? [] : [`of ${typeTitles[field.item.type].toLowerCase()}`]),
    ...(within === undefined ? [] : [`${within} within`]),
    ...(field.required ? ['required'] : []),
  ].join(', ')
}
