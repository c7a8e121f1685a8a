import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { ScopeEntry } from '../../../../expressions/scope.ts'
import { conditionTests, findConditionTest } from '../../../../model/conditions.ts'
import type { Condition } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { scopeSeeing } from '../../../../model/scope.ts'
import { Button } from '../../../../ui/Button.tsx'
import { IconButton } from '../../../../ui/IconButton.tsx'
import { NativeSelect } from '../../NativeSelect.tsx'
import { TemplateField } from '../../template/TemplateField.tsx'
import { useListFocus } from '../../useListFocus.ts'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'

/** Conditions that must all hold. */
export function ConditionsControl({ field, path }: ControlProps<'conditions'>) {
  const { scope } = useNodeForm()
  const { label, hint, sees } = field
  const first = sees?.includes('answer') === true ? '{{ body }}' : '{{ item }}'
  return <Conditions label={label} hint={hint} path={path} scope={scopeSeeing(scope, sees)} first={first} />
}

export interface ConditionsProps {
  label: string
  hint?: string
  path: SettingPath
  /** What their sides may name: not always what the rest of the node may. */
  scope: readonly ScopeEntry[]
  /** The left side of a new condition. */
  first: string
}

const tests = conditionTests.map(({ test, title }) => ({ value: test, label: title }))

export function Conditions({ label, hint, path, scope, first }: ConditionsProps) {
  const { settings, set, readOnly } = useNodeForm()
  const found = readAt(settings, path)
  const conditions = (Array.isArray(found) ? found : []) as readonly Condition[]
  const id = useId()
  const [list, keys] = useListFocus()
  return (
    <fieldset className={styles.group} aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div ref={list} className={styles.list}>
        {conditions.map((condition, index) => (
          // Conditions have no ids.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles.group}>
            {index > 0 && <span className={styles.joined}>and</span>}
            <ConditionLine
              label={`${label} ${index + 1}`}
              condition={condition}
              path={[...path, index]}
              scope={scope}
              onDelete={() => {
                set([...path, index], undefined, 'Delete a condition')
                keys.afterDelete(index, conditions.length)
              }}
            />
          </div>
        ))}
      </div>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {!readOnly && (
        <Button
          variant="link"
          size={28}
          icon={Plus}
          data-part="add"
          className={styles.add}
          onClick={() => {
            keys.to(conditions.length, 'start')
            set(
              path,
              [...conditions, { left: first, test: 'equals', right: '' }] as unknown as Json,
              'Add a condition',
            )
          }}
        >
          Add a condition
        </Button>
      )}
    </fieldset>
  )
}

interface ConditionLineProps {
  label: string
  condition: Condition
  path: SettingPath
  scope: readonly ScopeEntry[]
  onDelete: () => void
}

function ConditionLine({ label, condition, path, scope, onDelete }: ConditionLineProps) {
  const { set, readOnly, origin, addInput } = useNodeForm()
  const error = useSettingError(path, { template: true })
  const needsRight = findConditionTest(condition.test)?.needsRight ?? true
  const side = (key: 'left' | 'right', words: string) => (
    <TemplateField
      label={`${words} of ${label}`}
      hideLabel
      value={condition[key]}
      placeholder={words.toLowerCase()}
      scope={scope}
      origin={origin}
      readOnly={readOnly}
      error={key === 'left' ? error : undefined}
      onAddInput={addInput}
      onChange={(value) => set([...path, key], value, 'Change a condition')}
    />
  )
  return (
    <div className={styles.condition}>
      {side('left', 'Value')}
      <IconButton
        icon={X}
        label={`Delete ${label}`}
        size={24}
        className={styles.more}
        unavailable={readOnly ? 'nothing can be changed here' : undefined}
        onClick={onDelete}
      />
      <div className={needsRight ? styles.pair : undefined}>
        <NativeSelect
          label={`Test of ${label}`}
          hideLabel
          value={condition.test}
          options={tests}
          disabled={readOnly}
          onChange={(test) => set([...path, 'test'], test, 'Change a condition')}
        />
        {needsRight && side('right', 'Compared with')}
      </div>
    </div>
  )
}
