import { useMemo } from 'react'
import { parsePath } from '../../../../expressions/path.ts'
import { entryFromSample } from '../../../../expressions/scope.ts'
import type { FieldOptions } from '../../../../model/document.ts'
import { guessOptions } from '../../../../model/guessOptions.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { readChoices, valueWords } from '../../../../model/options.ts'
import { readOwn } from '../../../../expressions/values.ts'
import { Button } from '../../../../ui/Button.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { TemplateField } from '../../template/TemplateField.tsx'
import { useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'
import type { KnownValues } from '../../../../store/dropdowns/sourceValues.ts'

interface SourceReadingProps extends KnownValues {
  options: FieldOptions
  path: SettingPath
  /** What the list operation is called. */
  title: string
}

/** Choices that are shown of a reading. */
const previewed = 5

/** How choices are read out of what the list operation gives: guesses to take, the three settings, and the first of them. */
export function SourceReading({ options, path, title, given, seen }: SourceReadingProps) {
  const { set, readOnly } = useNodeForm()
  const error = useSettingError(path)
  const guesses = useMemo(() => guessOptions(given), [given])
  const read = useMemo(() => readChoices(options, given.slice(0, 200)), [options, given])
  const scope = useMemo(() => [entryFromSample('item', recordOf(options, given))], [options, given])
  const change = (values: Partial<FieldOptions>) =>
    set(path, { ...options, ...values } as unknown as Json, 'Change what choices are read from')
  return (
    <>
      {!readOnly && guesses.length > 0 && (
        <fieldset className={styles.guesses} aria-label="Guesses">
          <span className={styles.label} aria-hidden>
            Guesses from what {title} gives
          </span>
          {guesses.map(({ why, ...guess }) => {
            const taken = (['records', 'value', 'label'] as const).every((key) => guess[key] === options[key])
            return (
              <Button
                key={`${guess.records} ${guess.value} ${guess.label}`}
                size={28}
                variant="link"
                className={styles.add}
                aria-pressed={taken}
                title={why}
                onClick={() => change(guess)}
              >
                {taken ? '✓ ' : ''}
                {guess.value} ·{' '}
                {guess.label === '' ? 'no label' : guess.label.replaceAll(/[{} ]|item\./g, '')}
                {guess.records === '' ? '' : ` · in ${guess.records}`}
              </Button>
            )
          })}
        </fieldset>
      )}
      <div className={styles.pair}>
        <TextField
          label="Records at"
          mono
          placeholder="each record"
          value={options.records}
          readOnly={readOnly}
          onChange={(records) => change({ records })}
        />
        <TextField
          label="Value"
          mono
          placeholder="id"
          value={options.value}
          readOnly={readOnly}
          error={error}
          onChange={(value) => change({ value })}
        />
      </div>
      <TemplateField
        label="Label"
        optional
        value={options.label}
        placeholder="{{ item.name }}"
        scope={scope}
        readOnly={readOnly}
        onChange={(label) => change({ label })}
      />
      {!seen ? (
        <p className={styles.hint}>Run {title} once, and its first choices are shown here.</p>
      ) : read.failure === undefined ? (
        <table className={styles.choicesSeen} aria-label="First choices">
          <thead>
            <tr>
              <th scope="col">Label, what people see</th>
              <th scope="col">Value, what is sent</th>
            </tr>
          </thead>
          <tbody>
            {read.choices.slice(0, previewed).map(({ value, label }) => (
              <tr key={valueWords(value)}>
                <td title={label}>{label === '' ? 'no label' : label}</td>
                <td title={valueWords(value)}>
                  <code>{valueWords(value)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className={styles.note}>{read.failure}</p>
      )}
    </>
  )
}

/** The first record that the label is made of. */
function recordOf({ records }: FieldOptions, [first]: readonly Json[]): unknown {
  if (records.trim() === '') return first
  const list = parsePath(records)?.reduce<unknown>((held, step) => readOwn(held, step), first)
  return Array.isArray(list) ? (list as readonly unknown[])[0] : undefined
}
