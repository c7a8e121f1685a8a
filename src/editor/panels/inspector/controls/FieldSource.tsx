import type { Field } from '../../../../model/document.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { sourceOperation } from '../../../../model/options.ts'
import { feedEdits } from '../../../../store/dropdowns/feed.ts'
import { givenBy } from '../../../../store/dropdowns/sourceValues.ts'
import { selectConnector } from '../../../../store/selectors.ts'
import { useAppSelector } from '../../../hooks.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { useNodeForm } from '../nodeForm.ts'
import styles from './Controls.module.css'
import { SourceArguments } from './SourceArguments.tsx'
import { sourceOffer } from './sourceOffer.ts'
import { SourceReading } from './SourceReading.tsx'

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
  const { offered, hint } = sourceOffer(connector, operation, options?.operation)
  const choose = (id: string) => {
    const from = connector.operations.find((each) => each.id === id)
    if (from === undefined) {
      set(at, undefined, `Type ${shown}`)
      return
    }
    apply(
      feedEdits({
        from,
        to: operation,
        node: node.id,
        field,
        setting: at,
        given: givenBy(from, runs[from.id]).given,
      }),
      `Choose ${shown} from ${from.title}`,
    )
  }
  return (
    <>
      <NativeSelect
        label="Choices"
        hint={hint}
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
          <SourceArguments field={field} asks={options} path={at} source={source} />
        </div>
      )}
    </>
  )
}
