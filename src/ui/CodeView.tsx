import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from './Button.tsx'
import styles from './CodeView.module.css'
import { cx } from './classNames.ts'
import { IconButton } from './IconButton.tsx'
import { intoView, markedText, type TextMark } from './markedText.tsx'

export interface CodeViewProps {
  /** What it is: "Response body". */
  label: string
  /** The text, drawn as it is. */
  text: string
  /** What is copied, where that is not the text: a version without the masks for instance. */
  copyText?: string
  /** Breaks long lines instead of scrolling sideways. */
  wrap?: boolean
  /** Stretches of the text that are marked; the first is scrolled to. */
  marks?: readonly TextMark[]
  /** Called when it has been copied, to say so. */
  onCopied?: () => void
  className?: string
}

/** More than this is drawn only when asked for: laying out some megabytes of text stops the page for seconds. */
const firstChars = 100_000
const none: readonly TextMark[] = []
const numbers = new Intl.NumberFormat('en-US')

/** Text a machine reads, in mono, with a button that copies all of it. */
export function CodeView(props: CodeViewProps) {
  const { label, text, copyText = text, wrap = false, marks = none, onCopied, className } = props
  const [copied, setCopied] = useState(false)
  const [whole, setWhole] = useState(false)
  const cut = !whole && text.length > firstChars
  const shown = cut ? text.slice(0, Math.max(firstChars, ...marks.map(({ to }) => to))) : text
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(copyText)
      setCopied(true)
      onCopied?.()
    } catch {
      // The page may not touch the clipboard (an insecure origin, a refused permission): the text can be selected.
      setCopied(false)
    }
  }
  return (
    <div className={cx(styles.view, className)}>
      <section
        aria-label={label}
        className={styles.scroller}
        // A region that scrolls has to take focus, or the keyboard cannot scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <pre className={cx(styles.text, wrap && styles.wrap)}>
          {marks.length === 0 ? shown : markedText(shown, marks, intoView)}
        </pre>
        {cut && (
          <Button variant="link" size={28} className={styles.more} onClick={() => setWhole(true)}>
            Show all {numbers.format(text.length)} characters
          </Button>
        )}
      </section>
      <IconButton
        icon={copied ? Check : Copy}
        label={copied ? 'Copied' : `Copy ${label}`}
        size={24}
        className={styles.copy}
        onClick={copy}
        onBlur={() => setCopied(false)}
      />
    </div>
  )
}
