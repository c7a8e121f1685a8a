import { Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import type { ErrorRule } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import { errorRuleScopeEntries } from '../../../../model/scope.ts'
import { Button } from '../../../../ui/Button.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { IconButton } from '../../../../ui/IconButton.tsx'
import { NumberField } from '../../../../ui/NumberField.tsx'
import { NativeSelect } from '../../NativeSelect.tsx'
import { TemplateField } from '../../template/TemplateField.tsx'
import { useListFocus } from '../../useListFocus.ts'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { moved, useReorder } from '../useReorder.ts'
import { Conditions } from './ConditionsControl.tsx'
import { MoveHandle } from './MoveHandle.tsx'
import styles from './Controls.module.css'

const outcomes = [
  { value: 'fail', label: 'Fail with a message' },
  { value: 'retry', label: 'Ask again' },
  { value: 'wait', label: 'Wait as long as it asks, then ask again' },
  { value: 'refresh', label: 'Renew the credential, then ask again' },
  { value: 'ignore', label: 'Ignore it: no record' },
  { value: 'accept', label: 'Take it as good' },
] as const satisfies readonly { value: ErrorRule['then']; label: string }[]

/** Outcomes that end in a failure, sooner or later, and so have words for it. */
const failing: ReadonlySet<ErrorRule['then']> = new Set(['fail', 'retry', 'wait', 'refresh'])

/** Rules over the answer; the first whose conditions hold decides. */
export function ErrorRulesControl({ field, path }: ControlProps<'error-rules'>) {
  const { settings, set, readOnly, origin } = useNodeForm()
  const found = readAt(settings, path)
  const rules = (Array.isArray(found) ? found : []) as readonly ErrorRule[]
  const id = useId()
  const put = (next: readonly ErrorRule[], label: string) => set(path, next as unknown as Json, label)
  const [list, keys] = useListFocus()
  const reorder = useReorder(
    rules.length,
    (from, to) => put(moved(rules, from, to), 'Move an error rule'),
    keys,
  )
  return (
    <fieldset className={styles.group} aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {field.label}
      </span>
      {field.hint !== undefined && <p className={styles.hint}>{field.hint}</p>}
      <div ref={list} className={styles.list}>
        {rules.map((rule, index) => {
          const name = `Rule ${index + 1}`
          const mark = reorder.mark(index)
          return (
            <div
              {...reorder.row(index)}
              // Rules have no ids.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              className={cx(
                styles.card,
                mark === 'above' && styles.dropAbove,
                mark === 'below' && styles.dropBelow,
              )}
            >
              <div className={styles.cardHead}>
                <MoveHandle reorder={reorder} index={index} name={name} readOnly={readOnly} />
                <span className={styles.cardName}>{name}</span>
                <span className={styles.cardType} />
                <IconButton
                  icon={Trash2}
                  label={`Delete ${name}`}
                  size={24}
                  unavailable={readOnly ? 'nothing can be changed here' : undefined}
                  onClick={() => {
                    set([...path, index], undefined, 'Delete an error rule')
                    keys.afterDelete(index, rules.length)
                  }}
                />
              </div>
              <div className={styles.cardBody}>
                <Conditions
                  label="When"
                  path={[...path, index, 'when']}
                  scope={errorRuleScopeEntries}
                  first="{{ status }}"
                />
                <NativeSelect
                  label="Then"
                  value={rule.then}
                  options={outcomes}
                  disabled={readOnly}
                  onChange={(then) => set([...path, index, 'then'], then, 'Change an error rule')}
                />
                {rule.then === 'wait' && (
                  <NumberField
                    label="Wait, where it does not say"
                    unit="s"
                    min={0}
                    max={86_400}
                    disabled={readOnly}
                    value={rule.waitMs === undefined ? null : rule.waitMs / 1000}
                    onChange={(seconds) =>
                      set(
                        [...path, index, 'waitMs'],
                        seconds === null ? undefined : Math.round(seconds * 1000),
                        'Change an error rule',
                      )
                    }
                  />
                )}
                {failing.has(rule.then) && (
                  <TemplateField
                    label="Message"
                    value={rule.message ?? ''}
                    placeholder="{{ body.error }}"
                    scope={errorRuleScopeEntries}
                    origin={origin}
                    readOnly={readOnly}
                    onChange={(message) => set([...path, index, 'message'], message, 'Change an error rule')}
                  />
                )}
              </div>
            </div>
          )
        })}
      </div>
      {!readOnly && (
        <Button
          variant="link"
          size={28}
          icon={Plus}
          data-part="add"
          className={styles.add}
          onClick={() => {
            keys.to(rules.length, 'start')
            put(
              [
                ...rules,
                {
                  when: [{ left: '{{ status }}', test: 'equals', right: '404' }],
                  // oxlint-disable-next-line unicorn/no-thenable -- a word of the file format, and never a function.
                  then: 'fail',
                  message: '',
                },
              ],
              'Add an error rule',
            )
          }}
        >
          Add a rule
        </Button>
      )}
    </fieldset>
  )
}
