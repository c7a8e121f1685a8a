import { Combobox as BaseCombobox } from '@base-ui/react/combobox'
import { ChevronDown, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Combobox.module.css'
import { cx } from './classNames.ts'
import controlStyles from './control.module.css'
import { Field, type FieldTexts } from './Field.tsx'
import { Icon } from './Icon.tsx'
import popupStyles from './popup.module.css'
import type { Option } from './Select.tsx'
import { Spinner } from './Spinner.tsx'

export interface ComboboxProps extends FieldTexts {
  value: string | null
  onChange: (value: string) => void
  options: readonly Option<string>[]
  /** The chosen value's label, where it is not among the options that are loaded. */
  valueLabel?: string
  /** What stands there while nothing is chosen. */
  placeholder?: string
  /** What stands in the search line. */
  searchPlaceholder?: string
  /** Searches somewhere else: options are then shown as they come. Without it they are filtered here. */
  onSearch?: (text: string) => void
  /** Under way, in words with a count where there is one: "Loading customers, 100 so far". */
  loading?: string
  /** How many there are, where that is more than is loaded. */
  total?: number
  /** Loads the next ones; draws a row at the end of the list. */
  onMore?: () => void
  /** What stands in place of the list when nothing fits. */
  empty?: ReactNode
  /** Height in px. */
  size?: 28 | 32 | 36
  disabled?: boolean
  id?: string
  className?: string
}

/** One of a long list, found by typing. Labels first, identifiers small beside them. */
export function Combobox(props: ComboboxProps) {
  const {
    value,
    onChange,
    options,
    valueLabel,
    placeholder = 'Choose',
    searchPlaceholder = 'Find by name',
  } = props
  const { onSearch, loading, total, onMore, empty = 'Nothing fits', size = 28, disabled } = props
  const { label, hideLabel, hint, error, optional, required, aside, id, className } = props
  const texts = { label, hideLabel, hint, error, optional, required, aside, id, className }
  const name = typeof label === 'string' ? label : searchPlaceholder
  const known = options.find((option) => option.value === value)
  const chosen = value === null ? null : (known ?? { value, label: valueLabel ?? value })
  return (
    <Field {...texts}>
      {(control) => (
        <BaseCombobox.Root
          items={options}
          value={chosen}
          disabled={disabled}
          autoHighlight
          filter={onSearch === undefined ? undefined : null}
          itemToStringLabel={(option: Option<string>) => option.label}
          itemToStringValue={(option: Option<string>) => option.value}
          isItemEqualToValue={(one, other) => one.value === other.value}
          onInputValueChange={(text, details) => {
            if (details.reason === 'input-change' || details.reason === 'input-clear') onSearch?.(text)
          }}
          onValueChange={(option) => {
            if (option !== null) onChange(option.value)
          }}
        >
          <BaseCombobox.Trigger
            {...control}
            className={cx(controlStyles.control, controlStyles[`size${size}`])}
          >
            {loading !== undefined && (
              <span className={styles.busy}>
                <Spinner />
              </span>
            )}
            <span className={cx(controlStyles.value, chosen === null && controlStyles.placeholder)}>
              {chosen?.label ?? loading ?? placeholder}
            </span>
            <Icon icon={ChevronDown} size={14} className={controlStyles.icon} />
          </BaseCombobox.Trigger>
          <BaseCombobox.Portal>
            <BaseCombobox.Positioner
              positionMethod="fixed"
              className={popupStyles.positioner}
              sideOffset={4}
              collisionPadding={8}
            >
              <BaseCombobox.Popup
                aria-label={name}
                className={cx(popupStyles.popup, popupStyles.anchored, styles.popup)}
              >
                <div className={styles.search}>
                  <Icon icon={Search} size={14} className={controlStyles.icon} />
                  <BaseCombobox.Input
                    className={styles.input}
                    placeholder={searchPlaceholder}
                    aria-label={searchPlaceholder}
                  />
                  <span className={controlStyles.end}>{total ?? options.length}</span>
                </div>
                <BaseCombobox.Status className={popupStyles.note}>{loading}</BaseCombobox.Status>
                <BaseCombobox.Empty className={popupStyles.note}>
                  {loading === undefined && empty}
                </BaseCombobox.Empty>
                <BaseCombobox.List aria-label={name} className={styles.list}>
                  {(option: Option<string>) => (
                    <BaseCombobox.Item
                      key={option.value}
                      value={option}
                      disabled={option.disabled}
                      className={popupStyles.item}
                    >
                      {option.icon !== undefined && (
                        <Icon icon={option.icon} size={14} className={popupStyles.icon} />
                      )}
                      <span className={popupStyles.words}>{option.label}</span>
                      {option.detail !== undefined && (
                        <span className={cx(popupStyles.detail, popupStyles.mono)}>{option.detail}</span>
                      )}
                    </BaseCombobox.Item>
                  )}
                </BaseCombobox.List>
                {onMore !== undefined && (
                  <button type="button" className={styles.more} onClick={onMore}>
                    Load more
                  </button>
                )}
              </BaseCombobox.Popup>
            </BaseCombobox.Positioner>
          </BaseCombobox.Portal>
        </BaseCombobox.Root>
      )}
    </Field>
  )
}
