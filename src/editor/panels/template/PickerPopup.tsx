import { Search } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { cx } from '../../../ui/classNames.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import type { Origin } from '../../../ui/Provenance.tsx'
import styles from './Picker.module.css'
import { PickerDetail } from './PickerDetail.tsx'
import { PickerLine } from './PickerLine.tsx'
import type { PickerRow } from './pickerRows.ts'
import { type PickerPlace, placePicker } from './placePicker.ts'
import type { ValuePicker } from './useValuePicker.ts'

export interface PickerPopupProps {
  picker: ValuePicker
  /** The field it belongs to: it stands below, or above. */
  anchor: HTMLElement
  /** What the list is for: "skip". */
  label: string
  /** Where sample values come from. */
  origin: Origin
}

const hasValue = (row: PickerRow) => row.row === 'value' && row.option.entry.hasSample === true

const valuesOf: Readonly<Record<Origin, string>> = {
  live: 'values from the last run',
  recorded: 'recorded values',
  sample: 'sample values',
  edited: 'edited values',
  pinned: 'pinned values',
  simulated: 'simulated values',
}

/** The `{{` list: values as a tree, or filters. The text field keeps the focus and the keys. */
export function PickerPopup({ picker, anchor, label, origin }: PickerPopupProps) {
  const { list } = picker
  const [place, setPlace] = useState<PickerPlace>()
  const scroller = useRef<HTMLDivElement>(null)
  const active = list?.active

  useLayoutEffect(() => {
    const put = () => {
      const { clientWidth: width, clientHeight: height } = document.documentElement
      setPlace(placePicker(anchor.getBoundingClientRect(), { width, height }))
    }
    put()
    // A field that grows with its text, and panels that scroll or are resized, move what stands below.
    const resized = new ResizeObserver(put)
    resized.observe(anchor)
    addEventListener('scroll', put, { capture: true, passive: true })
    addEventListener('resize', put)
    return () => {
      resized.disconnect()
      removeEventListener('scroll', put, { capture: true })
      removeEventListener('resize', put)
    }
  }, [anchor])
  useEffect(() => {
    if (active === undefined) return
    scroller.current?.querySelector(`[data-row="${active}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [active])

  if (list === undefined || place === undefined) return null
  const { rows, form, completion, more } = list
  const filters = completion.stage === 'filter'
  const typed = completion.typed.trim()
  const row = rows[list.active]
  return createPortal(
    // Presses inside must not take the focus out of the field; the keys are the field's.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.popup} style={place} onMouseDown={(event) => event.preventDefault()}>
      <div className={styles.head} aria-hidden>
        <Icon icon={Search} size={14} className={styles.icon} />
        <span className={cx(styles.search, typed !== '' && styles.typed)}>
          {typed !== '' ? typed : filters ? 'Find a filter' : 'Find a value'}
        </span>
        <span className={styles.about}>
          {filters ? 'changes the value' : rows.some(hasValue) ? valuesOf[origin] : undefined}
        </span>
      </div>
      <div
        ref={scroller}
        id={picker.id}
        className={styles.rows}
        role={form === 'tree' ? 'tree' : 'listbox'}
        aria-label={filters ? `Filters for ${label}` : `Values for ${label}`}
      >
        {rows.map((each, index) => (
          <PickerLine
            key={each.key}
            id={picker.rowId(index)}
            index={index}
            row={each}
            form={form}
            active={index === list.active}
            onChoose={() => picker.choose(each)}
            onToggle={() => picker.toggle(each)}
            onPoint={() => picker.point(index)}
          />
        ))}
      </div>
      {rows.length === 0 && <p className={styles.none}>Nothing is called so.</p>}
      {more && <p className={styles.none}>There is more. Type to find it.</p>}
      {row !== undefined && <PickerDetail row={row} origin={origin} />}
      <div className={styles.keys} aria-hidden>
        <span>
          <Kbd keys="ArrowUp" hidden />
          <Kbd keys="ArrowDown" hidden /> move
        </span>
        {form === 'tree' && (
          <span>
            <Kbd keys="ArrowRight" hidden /> open
          </span>
        )}
        <span>
          <Kbd keys="Enter" hidden /> insert
        </span>
        <span>
          <Kbd keys="Escape" hidden /> close
        </span>
      </div>
    </div>,
    document.body,
  )
}
