import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import type { ExpressionProblem } from '../../../expressions/check.ts'
import { checkTemplate } from '../../../expressions/check.ts'
import { insertReference } from '../../../expressions/complete.ts'
import type { ScopeEntry } from '../../../expressions/scope.ts'
import { Button } from '../../../ui/Button.tsx'
import { cx } from '../../../ui/classNames.ts'
import controlStyles from '../../../ui/control.module.css'
import { Field, type FieldTexts } from '../../../ui/Field.tsx'
import type { Origin } from '../../../ui/Provenance.tsx'
import { holdsReference, readReference } from './dragReference.ts'
import { missingInput } from './missingInput.ts'
import { type TemplateLanguage } from './paint.ts'
import styles from './TemplateField.module.css'
import { TemplateInk } from './TemplateInk.tsx'
import { useValuePicker } from './useValuePicker.ts'
import { writeInto } from './writeInto.ts'

/** First needed when somebody types `{{`; fetched when a field is focused, so that it is there by then. */
const loadPopup = () => import('./PickerPopup.tsx')
const PickerPopup = lazy(async () => ({ default: (await loadPopup()).PickerPopup }))

export interface TemplateFieldProps extends Omit<FieldTexts, 'label'> {
  label: string
  /** The text with its `{{ }}`. */
  value: string
  /** Called with the new text at every keystroke. */
  onChange: (value: string) => void
  /** What can be named here, with values of the last run. */
  scope: readonly ScopeEntry[]
  /** Where those values come from. */
  origin?: Origin
  /** How it is drawn, not what it means. */
  language?: TemplateLanguage
  /** Lines it has at least. Without it the field is one line that wraps: Enter makes no new one. */
  lines?: number
  /** Height of one line in px: 28 in panels, 32 on pages. */
  size?: 28 | 32
  /** From this place on the text is another field's, which says itself what is wrong there while nobody types here. */
  elsewhereFrom?: number
  placeholder?: string
  readOnly?: boolean
  /** Leaves out what is wrong with the text below the field, where the caller says it elsewhere. */
  quiet?: boolean
  /** Adds an input that the text names and that is not there; offered where that is what is wrong. */
  onAddInput?: (name: string) => void
  /** Gets pasted text first; true: the caller has taken it. */
  onPasteText?: (text: string) => boolean
  /** What stands inside before the text: the method of an address. */
  start?: ReactNode
  onBlur?: () => void
  id?: string
  className?: string
}

/**
 * A text field for templates: plain text to edit, select, undo and read out, drawn with its references as chips. Typing
 * `{{` lists what can be named; a value dragged here becomes a reference.
 */
export function TemplateField(props: TemplateFieldProps) {
  const { value, onChange, scope, lines, readOnly = false, language = 'text', origin = 'recorded' } = props
  const { size = 28, elsewhereFrom = Number.POSITIVE_INFINITY } = props
  const {
    label,
    error,
    quiet = false,
    id,
    className,
    placeholder,
    start,
    onAddInput,
    onPasteText,
    onBlur,
    ...texts
  } = props
  const area = useRef<HTMLTextAreaElement>(null)
  const [box, setBox] = useState<HTMLElement | null>(null)
  const [focused, setFocused] = useState(false)
  const [dropping, setDropping] = useState(false)
  /** While we write ourselves: an `input` event of ours is no typing, and opens no list. */
  const writing = useRef(false)
  const write = (text: string, caret: number) => {
    if (area.current === null) return
    writing.current = true
    writeInto(area.current, text, caret)
    writing.current = false
  }
  const picker = useValuePicker(scope, write)
  const found = useMemo(() => checkTemplate(value, scope), [value, scope])
  // What is being typed is not wrong yet.
  const wrong = useMemo(
    () => found.filter(({ code, from }) => (focused ? code !== 'syntax' : from < elsewhereFrom)),
    [found, focused, elsewhereFrom],
  )
  const open = picker.list !== undefined
  const caret = () => area.current?.selectionEnd ?? 0
  const told = quiet ? undefined : wrong[0]
  /** Nothing while the list is open: the text is not finished, and the list stands where the words would. */
  const said = open
    ? undefined
    : (error ??
      (told === undefined ? undefined : (
        <Told
          problem={told}
          input={onAddInput === undefined ? undefined : missingInput(value, told)}
          readOnly={readOnly}
          onFix={fix(told)}
          onAddInput={onAddInput}
        />
      )))

  function fix({ suggestion, from, to }: ExpressionProblem) {
    return suggestion === undefined
      ? undefined
      : () => write(value.slice(0, from) + suggestion + value.slice(to), from + suggestion.length)
  }

  return (
    <Field
      label={label}
      hideLabel={texts.hideLabel}
      hint={texts.hint}
      aside={texts.aside}
      optional={texts.optional}
      required={texts.required}
      error={said}
      id={id}
      className={className}
    >
      {(control) => (
        <div
          ref={setBox}
          className={cx(
            controlStyles.control,
            styles.box,
            lines !== undefined && styles.tall,
            size === 32 && styles.size32,
            (focused || dropping) && styles.focused,
            readOnly && styles.readOnly,
          )}
        >
          {start}
          <div className={styles.stack} style={{ minHeight: (lines ?? 1) * 16 + size - 18 }}>
            <TemplateInk
              value={value}
              language={language}
              scope={scope}
              wrong={wrong}
              braces={focused}
              className={styles.ink}
            />
            <textarea
              {...control}
              ref={area}
              rows={1}
              className={styles.text}
              value={value}
              placeholder={placeholder}
              readOnly={readOnly}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              autoCorrect="off"
              aria-autocomplete="list"
              aria-haspopup="tree"
              aria-controls={open ? picker.id : undefined}
              aria-activedescendant={picker.list === undefined ? undefined : picker.rowId(picker.list.active)}
              onChange={(event) => {
                const typed = lines === undefined ? oneLine(event.target.value) : event.target.value
                if (readOnly) return
                onChange(typed)
                picker.follow(typed, event.target.selectionEnd, !writing.current)
              }}
              onSelect={(event) => picker.follow(value, event.currentTarget.selectionEnd, false)}
              onKeyDown={(event) => {
                if (!readOnly && picker.onKeyDown(event, value, caret())) {
                  event.preventDefault()
                  event.stopPropagation()
                } else if (event.key === 'Enter' && lines === undefined && !event.metaKey && !event.ctrlKey) {
                  event.preventDefault()
                  // As in any field of one line; an Enter that only ends a composition is none.
                  if (!event.nativeEvent.isComposing) event.currentTarget.form?.requestSubmit()
                }
              }}
              onFocus={() => {
                setFocused(true)
                void loadPopup()
              }}
              onBlur={() => {
                setFocused(false)
                picker.close()
                onBlur?.()
              }}
              onPaste={(event) => {
                if (readOnly) return
                const text = event.clipboardData.getData('text/plain')
                if (onPasteText?.(text) === true) event.preventDefault()
                else if (lines === undefined && /[\r\n]/.test(text)) {
                  event.preventDefault()
                  const { selectionStart: from, selectionEnd: to } = event.currentTarget
                  const line = oneLine(text)
                  write(value.slice(0, from) + line + value.slice(to), from + line.length)
                }
              }}
              onDragOver={(event) => {
                if (readOnly || !holdsReference(event.dataTransfer)) return
                event.preventDefault()
                event.dataTransfer.dropEffect = 'copy'
                setDropping(true)
              }}
              onDragLeave={() => setDropping(false)}
              onDrop={(event) => {
                setDropping(false)
                if (readOnly || !holdsReference(event.dataTransfer)) return
                event.preventDefault()
                const path = readReference(event.dataTransfer, scope)
                if (path === undefined) return
                const at = focused ? { from: event.currentTarget.selectionStart, to: caret() } : value.length
                const next = insertReference(value, at, path)
                event.currentTarget.focus()
                write(next.text, next.caret)
              }}
            />
          </div>
          {open && box !== null && (
            <Suspense fallback={null}>
              <PickerPopup picker={picker} anchor={box} label={label} origin={origin} />
            </Suspense>
          )}
        </div>
      )}
    </Field>
  )
}

/** What a field of one line makes of several: words stay apart, and the line break that copying left at the end goes. */
const oneLine = (text: string) => text.replace(/^[\r\n]+|[\r\n]+$/g, '').replace(/\r\n?|\n/g, ' ')

interface ToldProps {
  problem: ExpressionProblem
  /** The input that it misses, where that can be added. */
  input: string | undefined
  readOnly: boolean
  onFix: (() => void) | undefined
  onAddInput: ((name: string) => void) | undefined
}

/** What is wrong, and the way out as a button. */
function Told({ problem, input, readOnly, onFix, onAddInput }: ToldProps) {
  return (
    <>
      {input !== undefined && problem.suggestion === undefined
        ? `There is no input “${input}” yet.`
        : problem.message}{' '}
      {onFix !== undefined && !readOnly && (
        <Button variant="link" size={28} className={styles.fix} onClick={onFix}>
          Write “{problem.suggestion?.replace(/^\./, '')}”
        </Button>
      )}{' '}
      {input !== undefined && onAddInput !== undefined && !readOnly && (
        <Button variant="link" size={28} className={styles.fix} onClick={() => onAddInput(input)}>
          Add the input “{input}”
        </Button>
      )}
    </>
  )
}
