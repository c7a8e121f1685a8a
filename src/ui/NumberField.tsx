import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type { FieldTexts } from './Field.tsx'
import { type NumberLimits, readNumber, stepNumber } from './readNumber.ts'
import { TextField } from './TextField.tsx'

export interface NumberFieldProps extends FieldTexts, NumberLimits {
  /** The number, or null for an empty field. */
  value: number | null
  /** Called when what is typed is a number within the limits, or empty where `optional`. */
  onChange: (value: number | null) => void
  /** What the arrow keys add; 1 unless told. Page Up and Page Down add ten times that. */
  step?: number
  /** Written inside, after the number: ms, records, %. */
  unit?: ReactNode
  size?: 28 | 32 | 36
  disabled?: boolean
  placeholder?: string
  /** Does not say that it is optional: among fields that all are. */
  quiet?: boolean
  id?: string
  className?: string
}

/**
 * A number that is typed. A wrong one stays in the field with the rule below it and is not handed on: a clamped or
 * cleared value would be a guess.
 */
export function NumberField(props: NumberFieldProps) {
  const {
    value,
    onChange,
    step = 1,
    unit,
    min,
    max,
    integer = false,
    optional = false,
    error,
    quiet = false,
    ...rest
  } = props
  const limits = { min, max, integer, optional }
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? (value === null ? '' : String(value))
  const read = draft === null ? undefined : readNumber(draft, limits)

  const change = (next: string) => {
    setDraft(next)
    const answer = readNumber(next, limits)
    if (answer.ok) onChange(answer.value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (steps === undefined) return
    event.preventDefault()
    setDraft(null)
    onChange(stepNumber(value, steps * step, limits))
  }
  return (
    <TextField
      {...rest}
      optional={optional && !quiet}
      // Not type="number": that one hides what was typed from us when it is wrong, and changes under the mouse wheel.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="spinbutton"
      aria-valuenow={value ?? undefined}
      aria-valuemin={min}
      aria-valuemax={max}
      inputMode={integer ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={text}
      error={read !== undefined && !read.ok ? read.error : error}
      end={unit}
      onChange={change}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (read?.ok !== false) setDraft(null)
      }}
    />
  )
}
