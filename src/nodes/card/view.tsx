import type { ReactNode } from 'react'
import { parseTemplate } from '../../expressions/parse.ts'
import type { FaceRow } from '../../model/kinds.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon, type IconShape } from '../../ui/Icon.tsx'
import { MethodBadge } from '../../ui/MethodBadge.tsx'
import { Lock } from 'lucide-react'
import styles from './view.module.css'

/** The design token families of kinds: `--k-NAME`, `--k-NAME-tint`, `--k-NAME-line`. */
export type Hue = 'inputs' | 'auth' | 'request' | 'pages' | 'queue' | 'transform' | 'output' | 'list'

/** How a kind is drawn. What it says of itself (title, rows, ports) is in its definition; this is only its looks. */
export interface NodeView {
  readonly icon: IconShape
  readonly hue: Hue
  /** The second line of the header: the summary, or the kind's title where the rows say the rest. */
  readonly line: 'summary' | 'kind'
  /** One and many of what leaves the node, for the words on its edges: "1 item", "250 records". */
  readonly unit: readonly [one: string, many: string]
  /** What the palette calls it, where its title is long. */
  readonly short?: string
  /** A container whose rows are sockets, with a way of a value from one to the next. */
  readonly loop?: true
  /** The body of the card, made of the definition's rows. */
  readonly Face: (props: { readonly rows: readonly FaceRow[] }) => ReactNode
}

/** Rows of name and value, as most kinds have them. */
export function FaceRows({ rows }: { readonly rows: readonly FaceRow[] }) {
  return rows.map((row, at) => <FaceLine key={`${row.label} ${String(at)}`} row={row} />)
}

function FaceLine({ row }: { readonly row: FaceRow }) {
  if (row.style === 'url') return <AddressBox row={row} />
  // Beside a port stands what comes in there, told to people.
  const machine = row.style === 'mono' && row.port === undefined
  return (
    <div className={styles.row}>
      <span className={cx(styles.label, machine && styles.mono)}>{row.label}</span>
      <span
        className={cx(
          styles.value,
          machine && styles.mono,
          (row.style === 'hidden' || row.port !== undefined) && styles.quiet,
        )}
      >
        {row.style === 'hidden' && <Icon icon={Lock} size={14} />}
        <span className={styles.cut}>
          <TemplateText text={row.value} />
        </span>
      </span>
    </div>
  )
}

/** The request's address: its method, then the template with its references as chips. */
export function AddressBox({ row }: { readonly row: FaceRow }) {
  return (
    <div className={styles.address}>
      {row.method !== undefined && <MethodBadge method={row.method} />}
      <span className={styles.cut}>
        {row.value === '' ? (
          <span className={styles.faint}>the base URL</span>
        ) : (
          <TemplateText text={row.value} />
        )}
      </span>
    </div>
  )
}

/** Which hue a reference wears, by where its value comes from. */
const rootHues: Readonly<Record<string, Hue>> = {
  input: 'inputs',
  service: 'inputs',
  auth: 'auth',
  page: 'pages',
  batch: 'queue',
  item: 'transform',
  nodes: 'request',
}

/** A template with `{{ references }}` as chips; a shortened one, whose last brace is cut off, is text. */
function TemplateText({ text }: { readonly text: string }) {
  if (!text.includes('{{')) return text
  return parseTemplate(text).parts.map((part) => {
    if (part.type === 'text') return part.text
    const source = text.slice(part.from, part.to)
    const words = source.replace(/^\{\{\s*|\s*\}\}$/g, '')
    const value = part.expression?.value
    const hue =
      value?.type === 'reference' && Object.hasOwn(rootHues, value.root) ? rootHues[value.root] : 'output'
    return (
      <span key={part.from} className={styles.chip} style={hueStyle(hue ?? 'output')}>
        {words}
      </span>
    )
  })
}

/** Hands a kind's three colours to what is drawn inside. */
export function hueStyle(hue: Hue): React.CSSProperties {
  return {
    '--kind-ink': `var(--k-${hue})`,
    '--kind-tint': `var(--k-${hue}-tint)`,
    '--kind-line': `var(--k-${hue}-line)`,
  } as React.CSSProperties
}
