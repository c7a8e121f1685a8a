import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from './Button.tsx'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './ToastRegion.module.css'
import { currentToasts, dismissToast, listenToToasts, type Toast } from './toasts.ts'

export interface ToastRegionProps {
  /** How long a toast stays, in ms; one with an action stays twice as long, a failure until it is dismissed. */
  stayMs?: number
}

const icons: Readonly<Record<Toast['tone'], IconShape>> = {
  info: Info,
  done: CircleCheck,
  failed: CircleAlert,
}

/** Where toasts appear. Put it in once; the clock stands still while a pointer or the focus is in it. */
export function ToastRegion({ stayMs = 6_000 }: ToastRegionProps) {
  const toasts = useSyncExternalStore(listenToToasts, currentToasts)
  const [held, setHeld] = useState(false)
  return (
    // The listeners only stop the clock; nothing here is done by them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles.region}
      aria-label="Messages"
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} held={held} stayMs={stayMs} />
      ))}
    </section>
  )
}

function ToastCard({ toast, held, stayMs }: { toast: Toast; held: boolean; stayMs: number }) {
  const { id, tone, action } = toast
  const stays = tone === 'failed' ? undefined : action === undefined ? stayMs : stayMs * 2
  useEffect(() => {
    if (held || stays === undefined) return
    const timer = setTimeout(() => dismissToast(id), stays)
    return () => clearTimeout(timer)
  }, [held, stays, id])
  return (
    <div className={styles.toast}>
      <Icon icon={icons[tone]} className={cx(styles.icon, styles[tone])} />
      <p className={styles.text}>{toast.text}</p>
      {action !== undefined && (
        <Button
          size={28}
          onClick={() => {
            dismissToast(id)
            action.onClick()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label="Dismiss" size={24} side="top" onClick={() => dismissToast(id)} />
    </div>
  )
}
