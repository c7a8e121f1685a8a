import { Plus, Trash2 } from 'lucide-react'
import type { ScopeEntry } from '../../expressions/scope.ts'
import type { Row } from '../../model/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { cx } from '../../ui/classNames.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TemplateField } from '../panels/template/TemplateField.tsx'
import { useListFocus } from '../panels/useListFocus.ts'
import styles from './AuthenticationEditor.module.css'

export interface DefaultRowsProps {
  /** What a row is: "header". */
  what: 'header' | 'query parameter'
  rows: readonly Row[]
  /** What their values may name. */
  scope: readonly ScopeEntry[]
  readOnly: boolean
  /** `key` names what was changed, so that typing merges into one step. */
  onChange: (rows: Row[], key: string) => void
}

/** Headers or query parameters that every request of the service sends, unless it sets them itself. */
export function DefaultRows({ what, rows, scope, readOnly, onChange }: DefaultRowsProps) {
  const [list, keys] = useListFocus()
  const set = (at: number, values: Partial<Row>, key: string) =>
    onChange(
      rows.map((row, index) => (index === at ? { ...row, ...values } : row)),
      `${at}:${key}`,
    )
  return (
    <fieldset className={styles.part} disabled={readOnly}>
      <legend className={styles.partTitle}>{what === 'header' ? 'Headers' : 'Query parameters'}</legend>
      <div ref={list} className={styles.rows}>
        {rows.map((row, at) => (
          <fieldset
            // Rows have no identity but their place; names may repeat.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            className={cx(styles.row, styles.defaultRow)}
            aria-label={`${what} ${row.name}`}
          >
            <span className={styles.switch}>
              <Checkbox
                label={`Send ${row.name || what}`}
                hideLabel
                checked={row.enabled}
                onChange={(enabled) => set(at, { enabled }, 'enabled')}
              />
            </span>
            <TextField
              label="Name"
              hideLabel
              size={32}
              mono
              placeholder={what === 'header' ? 'Accept-Language' : 'version'}
              value={row.name}
              error={row.name.trim() === '' && row.value !== '' ? 'The name is missing.' : undefined}
              onChange={(name) => set(at, { name }, 'name')}
            />
            <TemplateField
              label="Value"
              hideLabel
              size={32}
              placeholder="Value"
              value={row.value}
              scope={scope}
              readOnly={readOnly}
              onChange={(value) => set(at, { value }, 'value')}
            />
            <IconButton
              icon={Trash2}
              label={`Remove ${row.name || what}`}
              className={styles.remove}
              onClick={() => {
                onChange(
                  rows.filter((_, index) => index !== at),
                  `remove:${at}:${rows.length}`,
                )
                keys.afterDelete(at, rows.length)
              }}
            />
          </fieldset>
        ))}
      </div>
      <Button
        size={28}
        variant="ghost"
        icon={Plus}
        data-part="add"
        className={styles.add}
        onClick={() => {
          onChange([...rows, { name: '', value: '', enabled: true, whenEmpty: 'omit' }], `add:${rows.length}`)
          keys.to(rows.length, 'start')
        }}
      >
        Add a {what}
      </Button>
    </fieldset>
  )
}
