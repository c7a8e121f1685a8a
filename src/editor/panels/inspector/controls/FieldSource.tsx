import type { Field, FieldOptions, Operation } from '../../../../model/document.ts'
import { fieldsOf } from '../../../../model/fields.ts'
import { guessOptions } from '../../../../model/guessOptions.ts'
import type { FieldId, OperationId } from '../../../../model/ids.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { dependenceEdges, operationCycle, sourceOperation } from '../../../../model/options.ts'
import { selectConnector } from '../../../../store/selectors.ts'
import { useAppSelector } from '../../../hooks.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { useNodeForm } from '../nodeForm.ts'
import styles from './Controls.module.css'
import { SourceArguments } from './SourceArguments.tsx'
import { SourceReading } from './SourceReading.tsx'
import { givenBy } from './sourceValues.ts'

/** Types whose values can be chosen among what the service has. */
export const takesChoices: ReadonlySet<Field['type']> = new Set([
  'string',
  'text',
  'code',
  'number',
  'integer',
  'json',
])

const typed = ''

/** Where the choices of a field come from: nobody (its value is typed), or a list operation of the same connector. */
export function FieldSource({ field, path }: { field: Field; path: SettingPath }) {
  const { operation, node, apply, set, readOnly } = useNodeForm()
  const connector = useAppSelector(selectConnector)
  const runs = useAppSelector((state) => state.run.live)
  if (connector === undefined) return null
  const { options } = field
  const shown = field.title || field.name
  const at = [...path, 'options']
  const source = options === undefined ? undefined : sourceOperation(connector, options)
  const edges = dependenceEdges(connector)
  const closing = (candidate: Operation) =>
    operationCycle(edges, { from: candidate.id, to: operation.id }) !== undefined
  const offered = connector.operations.filter((each) => each.id === options?.operation || !closing(each))
  const left = connector.operations.filter((each) => each.id !== operation.id && !offered.includes(each))
  const choose = (id: string) => {
    const from = connector.operations.find((each) => each.id === id)
    if (from === undefined) {
      set(at, undefined, `Type ${shown}`)
      return
    }
    apply(
      [
        {
          edit: 'setSetting',
          operation: operation.id,
          node: node.id,
          path: at,
          value: beginWith(from, operation, field, givenBy(from, runs[from.id]).given) as unknown as Json,
        },
        { edit: 'changeOperation', operation: from.id, values: { role: 'list' } },
      ],
      `Choose ${shown} from ${from.title}`,
    )
  }
  return (
    <>
      <NativeSelect
        label="Choices"
        hint={
          left.length === 0
            ? undefined
            : `Not offered, as it would close a circle: ${left.map(({ title }) => title).join(', ')}.`
        }
        value={options?.operation ?? typed}
        options={[
          { value: typed, label: 'None: its value is typed' },
          ...offered.map(({ id, title }) => ({ value: id as string, label: `From ${title}` })),
        ]}
        disabled={readOnly}
        onChange={choose}
      />
      {options !== undefined && source !== undefined && (
        <div className={styles.group}>
          <SourceReading
            options={options}
            path={at}
            title={source.title}
            {...givenBy(source, runs[source.id])}
          />
          <SourceArguments field={field} options={options} path={at} source={source} />
        </div>
      )}
    </>
  )
}

/** What a dropdown begins with: the likeliest reading, and inputs of one name joined. */
function beginWith(from: Operation, to: Operation, field: Field, given: readonly Json[]): FieldOptions {
  const [guess] = guessOptions(given)
  const names = new Set(fieldsOf(to).map(({ name }) => name))
  const alike = fieldsOf(from).filter(({ name }) => name !== field.name && names.has(name))
  return {
    operation: from.id as OperationId,
    records: guess?.records ?? '',
    value: guess?.value ?? '',
    label: guess?.label ?? '',
    arguments: Object.fromEntries(
      alike.map(({ id, name }) => [id, `{{ input.${name} }}`] as const),
    ) as Record<FieldId, string>,
  }
}
