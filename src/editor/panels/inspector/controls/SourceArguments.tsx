import type { Field, FieldOptions, FieldSource, Operation } from '../../../../model/document.ts'
import { fieldsOf } from '../../../../model/fields.ts'
import type { FieldId } from '../../../../model/ids.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { inputScope } from '../../../../model/scope.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { TemplateField } from '../../template/TemplateField.tsx'
import { useNodeForm } from '../nodeForm.ts'
import styles from './Controls.module.css'

interface SourceArgumentsProps {
  field: Field
  /** What is asked of it: choices, or which fields there are. */
  asks: FieldOptions | FieldSource
  path: SettingPath
  source: Operation
}

/** What another operation is given from the form; and, of a dropdown, which of its inputs takes what is typed there. */
export function SourceArguments({ field, asks, path, source }: SourceArgumentsProps) {
  const { operation, set, readOnly } = useNodeForm()
  const asked = fieldsOf(source)
  if (asked.length === 0) return null
  const choices = isOptions(asks) ? asks : undefined
  const scope = inputScope(fieldsOf(operation).filter(({ id }) => id !== field.id))
  const give = (id: FieldId, template: string) => {
    const { [id]: _, ...others } = asks.arguments
    set(
      [...path, 'arguments'],
      (template === '' ? others : { ...others, [id]: template }) as Json,
      `Change what ${source.title} is given`,
    )
  }
  return (
    <>
      <fieldset className={styles.group} aria-label={`What ${source.title} is given`}>
        <span className={styles.label} aria-hidden>
          What {source.title} is given
        </span>
        {asked
          .filter(({ id }) => id !== choices?.search)
          .map(({ id, name, title, required, default: usual }) => (
            <TemplateField
              key={id}
              label={title || name}
              optional={!required || usual !== undefined}
              value={asks.arguments[id] ?? ''}
              placeholder={usual === undefined ? 'nothing' : 'its default'}
              scope={scope}
              readOnly={readOnly}
              onChange={(template) => give(id, template)}
            />
          ))}
      </fieldset>
      {choices !== undefined && (
        <NativeSelect
          label="Search"
          hint={
            choices.search === undefined
              ? 'What is typed at the dropdown is looked for in what is loaded.'
              : 'What is typed at the dropdown is sent to the service.'
          }
          value={choices.search ?? ''}
          options={[
            { value: '', label: 'In the loaded choices' },
            ...asked.map(({ id, name, title }) => ({ value: id as string, label: `By ${title || name}` })),
          ]}
          disabled={readOnly}
          onChange={(id) =>
            set([...path, 'search'], id === '' ? undefined : id, 'Change how choices are found')
          }
        />
      )}
    </>
  )
}

const isOptions = (asks: FieldOptions | FieldSource): asks is FieldOptions => Object.hasOwn(asks, 'value')
