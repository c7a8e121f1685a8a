import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import type { Json } from '../../../../model/json.ts'
import type { StepForm } from '../../../../model/kinds.ts'
import { cx } from '../../../../ui/classNames.ts'
import { IconButton } from '../../../../ui/IconButton.tsx'
import { NativeSelect } from '../../NativeSelect.tsx'
import { useListFocus } from '../../useListFocus.ts'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { moved, useReorder } from '../useReorder.ts'
import styles from './Controls.module.css'
import { MoveHandle } from './MoveHandle.tsx'

/** Steps in order, each with the form of its sort. */
export function StepsControl({ field, path }: ControlProps<'steps'>) {
  const { settings, set, readOnly, drawFields } = useNodeForm()
  const found = readAt(settings, path)
  const steps = (Array.isArray(found) ? found : []) as readonly Json[]
  const id = useId()
  const [list, keys] = useListFocus()
  const reorder = useReorder(
    steps.length,
    (from, to) => set(path, moved(steps, from, to), 'Move a step'),
    keys,
  )
  const formOf = (step: Json): StepForm | undefined =>
    field.of.find((each) => each.step === readAt(step, [field.key ?? 'step']))
  return (
    <fieldset className={styles.group} aria-label={field.label}>
      <div ref={list} className={styles.list}>
        {steps.map((step, index) => {
          const form = formOf(step)
          const title = form?.title ?? 'Unknown step'
          const mark = reorder.mark(index)
          return (
            <section
              {...reorder.row(index)}
              // Steps have no ids.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              aria-labelledby={`${id}-${index}`}
              className={cx(
                styles.card,
                mark === 'above' && styles.dropAbove,
                mark === 'below' && styles.dropBelow,
              )}
            >
              <div className={styles.cardHead}>
                <MoveHandle reorder={reorder} index={index} name={`step ${index + 1}`} readOnly={readOnly} />
                <h4 id={`${id}-${index}`} className={styles.cardName}>
                  {index + 1} {title}
                </h4>
                <span className={styles.cardType} />
                <IconButton
                  icon={Trash2}
                  label={`Delete step ${index + 1}`}
                  size={24}
                  unavailable={readOnly ? 'nothing can be changed here' : undefined}
                  onClick={() => {
                    set([...path, index], undefined, `Delete ${title}`)
                    keys.afterDelete(index, steps.length)
                  }}
                />
              </div>
              <div className={styles.cardBody}>
                {form === undefined ? (
                  <p className={styles.hint}>This version does not know the step. It is kept as it is.</p>
                ) : (
                  <>
                    {form.description !== '' && <p className={styles.hint}>{form.description}</p>}
                    {drawFields(form.fields, [...path, index])}
                  </>
                )}
              </div>
            </section>
          )
        })}
      </div>
      {steps.length === 0 && (
        <p className={styles.hint}>{field.empty ?? 'Records pass through unchanged.'}</p>
      )}
      {!readOnly && (
        <div data-part="add">
          <NativeSelect
            label={field.add}
            hideLabel
            value=""
            options={[
              { value: '', label: `${field.add} …` },
              ...field.of.map(({ step, title }) => ({ value: step, label: title })),
            ]}
            onChange={(chosen) => {
              const form = field.of.find(({ step }) => step === chosen)
              if (form === undefined) return
              set(path, [...steps, form.defaults()], `Add ${form.title}`)
              keys.to(steps.length, 'start')
            }}
          />
        </div>
      )}
    </fieldset>
  )
}
