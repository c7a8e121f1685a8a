import type { Field, FieldSource } from '../../../../model/document.ts'
import { readShape } from '../../../../model/fieldsFromSource.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { sourceOperation } from '../../../../model/options.ts'
import { fieldsBeginWith } from '../../../../store/dropdowns/feed.ts'
import { givenBy, type KnownValues } from '../../../../store/dropdowns/sourceValues.ts'
import { selectConnector } from '../../../../store/selectors.ts'
import { TextField } from '../../../../ui/TextField.tsx'
import { useAppSelector } from '../../../hooks.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'
import { SourceArguments } from './SourceArguments.tsx'
import { sourceOffer } from './sourceOffer.ts'

const own = ''

/** Who says which fields an object has: its own list, or an operation that gives a JSON Schema when the form is filled in. */
export function FieldsFromSource({ field, path }: { field: Field; path: SettingPath }) {
  const { operation, set, readOnly } = useNodeForm()
  const connector = useAppSelector(selectConnector)
  const runs = useAppSelector((state) => state.run.live)
  const at = [...path, 'fieldsFrom']
  const error = useSettingError(at)
  if (connector === undefined) return null
  const { fieldsFrom } = field
  const shown = field.title || field.name
  const source = fieldsFrom === undefined ? undefined : sourceOperation(connector, fieldsFrom)
  const { offered, hint } = sourceOffer(connector, operation, fieldsFrom?.operation)
  return (
    <>
      <NativeSelect
        label="Its fields are said by"
        hint={hint}
        value={fieldsFrom?.operation ?? own}
        options={[
          { value: own, label: 'This form' },
          ...offered.map(({ id, title }) => ({ value: id as string, label: title })),
        ]}
        disabled={readOnly}
        onChange={(id) => {
          const from = connector.operations.find((each) => each.id === id)
          const value =
            from === undefined
              ? undefined
              : fieldsBeginWith({ from, to: operation, field, given: givenBy(from, runs[from.id]).given })
          set(at, value as unknown as Json, `Choose who says the fields of ${shown}`)
        }}
      />
      {fieldsFrom !== undefined && source !== undefined && (
        <div className={styles.group}>
          <TextField
            label="JSON Schema at"
            mono
            placeholder="$ for all of it"
            value={fieldsFrom.schema}
            readOnly={readOnly}
            error={error}
            hint={foundWords(fieldsFrom, source.title, givenBy(source, runs[source.id]))}
            onChange={(schema) => set([...at, 'schema'], schema, 'Change where the JSON Schema is')}
          />
          <SourceArguments field={field} asks={fieldsFrom} path={at} source={source} />
        </div>
      )}
    </>
  )
}

/** Which fields its last run gives. */
function foundWords({ schema }: FieldSource, title: string, { given, seen }: KnownValues): string {
  if (!seen) return `Run ${title} once, and what fields it says is shown here.`
  let made = 0
  const shape = readShape(schema, given, () => `shown${(made += 1)}`)
  if (typeof shape === 'string') return shape
  const names = shape.fields?.map((each) => each.title || each.name) ?? []
  return names.length === 0 ? 'Its last run gave no fields.' : `Its last run gave ${names.join(', ')}.`
}
