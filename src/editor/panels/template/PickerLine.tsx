// The field holds the focus and the keys; lines answer to the pointer alone.
/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */
import { ChevronDown, ChevronRight } from 'lucide-react'
import type { CSSProperties } from 'react'
import { cx } from '../../../ui/classNames.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { hueStyle } from './hues.ts'
import styles from './Picker.module.css'
import type { PickerRow } from './pickerRows.ts'
import { filterIcon, rootIcon, typeIcon } from './valueIcons.ts'

interface PickerLineProps {
  id: string
  index: number
  row: PickerRow
  form: 'tree' | 'list'
  active: boolean
  onChoose: () => void
  onToggle: () => void
  onPoint: () => void
}

/** One line of the `{{` list. */
export function PickerLine({ id, index, row, form, active, onChoose, onToggle, onPoint }: PickerLineProps) {
  const value = row.row === 'value' ? row : undefined
  const icon =
    value === undefined ? filterIcon : value.isRoot ? rootIcon(value.option) : typeIcon(value.option.entry)
  const detail = value === undefined && row.row === 'filter' ? row.option.filter.title : (value?.sample ?? '')
  const place =
    form === 'tree'
      ? {
          role: 'treeitem',
          'aria-level': (value?.depth ?? 0) + 1,
          'aria-expanded': value?.expandable === true ? value.expanded : undefined,
        }
      : { role: 'option' }
  return (
    <div
      {...place}
      id={id}
      data-row={index}
      tabIndex={-1}
      aria-selected={active}
      aria-disabled={value?.hint === undefined ? undefined : true}
      className={cx(styles.line, active && styles.active, value?.hint !== undefined && styles.off)}
      style={
        {
          paddingLeft: 12 + (value?.depth ?? 0) * 20,
          ...(value === undefined ? {} : hueStyle(value.hue)),
        } as CSSProperties
      }
      onMouseMove={active ? undefined : onPoint}
      onClick={onChoose}
    >
      {form === 'tree' && (
        <span
          className={styles.twist}
          onClick={(event) => {
            event.stopPropagation()
            onToggle()
          }}
        >
          {value?.expandable === true && (
            <Icon icon={value.expanded ? ChevronDown : ChevronRight} size={12} />
          )}
        </span>
      )}
      <Icon icon={icon} size={14} className={value?.isRoot === true ? styles.rootIcon : styles.icon} />
      <span className={value?.isRoot === true ? styles.root : styles.name}>{row.label}</span>
      <span className={cx(styles.sample, value === undefined && styles.words)}>{detail}</span>
    </div>
  )
}
