import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { cx } from './classNames.ts'
import controlStyles from './control.module.css'
import { Field, type FieldTexts } from './Field.tsx'
import { Icon, type IconShape } from './Icon.tsx'
import styles from './popup.module.css'

/** One thing in a list that can be chosen. */
export interface Option<Value extends string> {
  value: Value
  label: string
  /** Written small at the right: an identifier, a count. */
  detail?: string
  icon?: IconShape
  disabled?: boolean
}

export interface SelectProps<Value extends string> extends FieldTexts {
  value: Value | null
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  /** What stands there while nothing is chosen; says why where it is disabled: "Choose a region first". */
  placeholder?: string
  /** Height in px. */
  size?: 28 | 32 | 36
  disabled?: boolean
  id?: string
  className?: string
}

/** One of a short list, without search. Typing a first letter goes to it. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onChange, options, placeholder = 'Choose', size = 28, disabled, ...texts } = props
  const chosen = options.find((option) => option.value === value)
  return (
    <Field {...texts}>
      {(control) => (
        <BaseSelect.Root
          items={options as Option<Value>[]}
          value={value}
          disabled={disabled}
          modal={false}
          onValueChange={(next) => {
            if (next !== null) onChange(next)
          }}
        >
          <BaseSelect.Trigger
            {...control}
            className={cx(controlStyles.control, controlStyles[`size${size}`])}
          >
            <BaseSelect.Value
              className={cx(controlStyles.value, value === null && controlStyles.placeholder)}
              placeholder={placeholder}
            >
              {/* The library takes an empty text for no choice; here it is a value like any other. */}
              {chosen?.label}
            </BaseSelect.Value>
            <Icon icon={ChevronDown} size={14} className={controlStyles.icon} />
          </BaseSelect.Trigger>
          <BaseSelect.Portal>
            <BaseSelect.Positioner
              positionMethod="fixed"
              className={styles.positioner}
              alignItemWithTrigger={false}
              sideOffset={4}
              collisionPadding={8}
            >
              <BaseSelect.Popup className={cx(styles.popup, styles.padded, styles.anchored)}>
                <BaseSelect.List>
                  {options.map((option) => (
                    <BaseSelect.Item
                      key={option.value}
                      value={option.value}
                      disabled={option.disabled}
                      className={styles.item}
                    >
                      {option.icon !== undefined && (
                        <Icon icon={option.icon} size={14} className={styles.icon} />
                      )}
                      <BaseSelect.ItemText className={styles.words}>{option.label}</BaseSelect.ItemText>
                      {option.detail !== undefined && <span className={styles.detail}>{option.detail}</span>}
                      <BaseSelect.ItemIndicator className={styles.mark}>
                        <Icon icon={Check} size={14} />
                      </BaseSelect.ItemIndicator>
                    </BaseSelect.Item>
                  ))}
                </BaseSelect.List>
              </BaseSelect.Popup>
            </BaseSelect.Positioner>
          </BaseSelect.Portal>
        </BaseSelect.Root>
      )}
    </Field>
  )
}
