import { type CSSProperties, memo, useMemo } from 'react'
import type { Span } from '../../../expressions/ast.ts'
import type { ScopeEntry } from '../../../expressions/scope.ts'
import { cx } from '../../../ui/classNames.ts'
import { hueStyle } from './hues.ts'
import { paintTemplate, type Stroke, type TemplateLanguage } from './paint.ts'
import styles from './TemplateField.module.css'

interface TemplateInkProps {
  value: string
  language: TemplateLanguage
  scope: readonly ScopeEntry[]
  wrong: readonly Span[]
  /** Draws the braces as strong as the rest. */
  braces: boolean
  className?: string
}

/** Longer texts are drawn plain: thousands of coloured pieces would make each key late. */
const mostColoured = 20_000

/** The drawing of a template, hidden from screen readers: what they read is the text field above it. */
export const TemplateInk = memo(function TemplateInk(props: TemplateInkProps) {
  const { value, language, scope, wrong, braces, className } = props
  const painted = useMemo(
    () => (value.length > mostColoured ? undefined : paintTemplate(value, language, scope, wrong)),
    [value, language, scope, wrong],
  )
  return (
    <div className={cx(className, braces && styles.braces)} aria-hidden>
      {painted === undefined
        ? value
        : painted.map((part) =>
            part.as === 'text' ? (
              part.strokes.map(draw)
            ) : (
              <span
                key={part.from}
                className={styles.chip}
                style={part.hue === undefined ? undefined : (hueStyle(part.hue) as CSSProperties)}
              >
                {part.strokes.map(draw)}
              </span>
            ),
          )}
      {/* A last empty line has a height of its own only when something stands in it. */}
      {'\u200b'}
    </div>
  )
})

const draw = (stroke: Stroke) => (
  <span key={stroke.from} className={cx(styles[stroke.ink], stroke.wrong && styles.wrong)}>
    {stroke.text}
  </span>
)
