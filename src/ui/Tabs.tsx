import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { Badge } from './Badge.tsx'
import { cx } from './classNames.ts'
import styles from './Tabs.module.css'

/** One tab. */
export interface TabItem<Value extends string> {
  value: Value
  label: ReactNode
  /** A number beside the label: how many pages, log lines, records. */
  count?: number
  disabled?: boolean
}

export interface TabsProps<Value extends string> {
  /** What the tabs are of: read out, not drawn. */
  label: string
  value: Value
  onChange: (value: Value) => void
  tabs: readonly TabItem<Value>[]
  /** What stands at the right end of the bar. */
  actions?: ReactNode
  /** The chosen tab's content. */
  children: ReactNode
  /** Fills the height it is given, and lets the content scroll by itself. */
  fill?: boolean
  className?: string
}

/** Tabs after the WAI-ARIA pattern: one stop for Tab; arrows, Home and End choose. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, value, onChange, tabs, actions, children, fill = false, className } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const open = tabs.filter((tab) => tab.disabled !== true)
    const at = open.findIndex((tab) => tab.value === value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: open.length - 1 }[event.key]
    const next = to === undefined ? undefined : open[(to + open.length) % open.length]
    if (next === undefined) return
    event.preventDefault()
    onChange(next.value)
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.value)}"]`)?.focus()
  }
  return (
    <div className={cx(styles.tabs, fill && styles.fill, className)}>
      <div className={styles.bar}>
        <div
          ref={list}
          role="tablist"
          aria-label={label}
          tabIndex={-1}
          className={styles.list}
          onKeyDown={move}
        >
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={`${id}-${tab.value}`}
              data-tab={tab.value}
              className={styles.tab}
              aria-selected={tab.value === value}
              aria-controls={tab.value === value ? `${id}-panel` : undefined}
              tabIndex={tab.value === value ? 0 : -1}
              disabled={tab.disabled}
              onClick={() => onChange(tab.value)}
            >
              {tab.label}
              {tab.count !== undefined && <Badge count={tab.count} />}
            </button>
          ))}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className={styles.panel}>
        {children}
      </div>
    </div>
  )
}
