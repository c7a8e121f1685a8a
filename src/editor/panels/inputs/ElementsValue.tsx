import { Plus, X } from 'lucide-react'
import type { Field } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'
import { Button } from '../../../ui/Button.tsx'
import { cx } from '../../../ui/classNames.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { MoveHandle } from '../inspector/controls/MoveHandle.tsx'
import { moved, useReorder } from '../inspector/useReorder.ts'
import { useListFocus } from '../useListFocus.ts'
import { errorsBelow, type NestedValueProps } from './valueProps.ts'
import { ValueGroup } from './ValueGroup.tsx'
import styles from './ValueGroup.module.css'

/** What an element is that was just added and that nobody has filled in. */
const empties: Partial<Record<Field['type'], Json>> = { object: {}, list: [] }

/** A list whose elements are all of one sort: one below the other. With none, it is not given. */
export function ElementsValue(props: NestedValueProps) {
  const { field, label, hint, error, value, onChange, readOnly, Value } = props
  const [list, keys] = useListFocus()
  const { item } = field
  const elements = Array.isArray(value) ? (value as readonly Json[]) : []
  const reorder = useReorder(elements.length, (from, to) => onChange(moved(elements, from, to)), keys)
  if (item === undefined) return null
  const noun = item.title === '' ? label : item.title
  const change = (next: readonly Json[]) => onChange(next.length === 0 ? undefined : next)
  return (
    <ValueGroup label={label} hint={hint} error={error}>
      <div ref={list} className={styles.elements}>
        {elements.map((element, at) => (
          // Elements have no ids.
          // oxlint-disable-next-line react/no-array-index-key
          <div
            key={at}
            {...reorder.row(at)}
            className={cx(
              styles.element,
              reorder.mark(at) === 'above' && styles.dropAbove,
              reorder.mark(at) === 'below' && styles.dropBelow,
            )}
          >
            {readOnly !== true && elements.length > 1 && (
              <MoveHandle reorder={reorder} index={at} name={`${noun} ${at + 1}`} readOnly={false} />
            )}
            <div className={styles.elementValue}>
              <Value
                field={item}
                label={`${noun} ${at + 1}`}
                value={element === null ? undefined : element}
                error={props.errorAt?.([at])}
                errorAt={errorsBelow(props, at)}
                {...(item.placeholder !== '' && { placeholder: item.placeholder })}
                {...(readOnly !== undefined && { readOnly })}
                onChange={(next) => change(elements.with(at, next ?? null))}
              />
            </div>
            <IconButton
              icon={X}
              label={`Take ${noun} ${at + 1} away`}
              size={24}
              unavailable={readOnly === true ? 'nothing can be changed here' : undefined}
              onClick={() => {
                change(elements.toSpliced(at, 1))
                keys.afterDelete(at, elements.length)
              }}
            />
          </div>
        ))}
      </div>
      {readOnly !== true && (
        <Button
          variant="link"
          size={28}
          icon={Plus}
          data-part="add"
          className={styles.add}
          onClick={() => {
            change([...elements, (item.default as Json | undefined) ?? empties[item.type] ?? null])
            keys.to(elements.length, 'start')
          }}
        >
          {`Add to ${label}`}
        </Button>
      )}
    </ValueGroup>
  )
}
