import type { Authentication } from '../../model/document.ts'
import type { Edit } from '../../model/edits.ts'
import { findScheme, type Scheme, schemes } from '../../model/schemes.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './AuthenticationEditor.module.css'
import type { ApplyEdits } from './applyEdits.ts'
import { CustomParts } from './CustomParts.tsx'
import { maskedPreview } from './maskedPreview.ts'

export interface AuthenticationEditorProps {
  authentication: Authentication
  apply: ApplyEdits
  /** Nothing can be changed here. */
  readOnly?: boolean
}

/**
 * How a service is signed in to: a scheme with its few questions or, with Custom, any fields put anywhere by templates. What
 * will be sent is shown below, masked.
 */
export function AuthenticationEditor({ authentication, apply, readOnly = false }: AuthenticationEditorProps) {
  const scheme = findScheme(authentication.scheme)
  const change = (
    values: Extract<Edit, { edit: 'changeAuthentication' }>['values'],
    label: string,
    mergeKey?: string,
  ) => apply([{ edit: 'changeAuthentication', authentication: authentication.id, values }], label, mergeKey)
  const choose = (chosen: Scheme) => {
    // What a person has changed goes on as custom fields. What a scheme has made by itself does not: arrows pass through
    // all schemes on their way to the last one.
    const goesOn = chosen.scheme === 'custom' && authentication.fields.length > 0 && !isAsMade(authentication)
    const parts = goesOn ? {} : chosen.make()
    change({ scheme: chosen.scheme, ...parts }, 'Change authentication')
  }
  return (
    <fieldset className={styles.editor} disabled={readOnly}>
      <legend className={styles.hidden}>Authentication</legend>
      <Segmented
        label="Scheme"
        value={authentication.scheme}
        onChange={(value) => {
          const chosen = findScheme(value)
          if (chosen !== undefined) choose(chosen)
        }}
        choices={schemes.map(({ scheme: value, title }) => ({ value, label: title }))}
      />
      <p className={styles.description}>{scheme?.description}</p>
      {scheme !== undefined && scheme.options.length > 0 && (
        <SchemeQuestions
          scheme={scheme}
          authentication={authentication}
          onAnswer={(answers, option) =>
            change(scheme.make(answers), `Change ${option}`, `scheme:${authentication.id}:${option}`)
          }
        />
      )}
      {authentication.scheme === 'custom' && (
        <CustomParts authentication={authentication} apply={apply} readOnly={readOnly} />
      )}
      {authentication.placements.length > 0 && (
        <fieldset className={styles.preview} aria-label="What is sent, masked">
          {authentication.placements.map((placement, at) => (
            // Two placements may be alike; they are drawn in their order.
            // oxlint-disable-next-line react/no-array-index-key
            <code key={at}>{maskedPreview(placement, authentication.fields)}</code>
          ))}
        </fieldset>
      )}
    </fieldset>
  )
}

/** Whether the parts are those that the scheme makes when nothing is answered. */
function isAsMade({ scheme, fields, placements }: Authentication): boolean {
  const made = findScheme(scheme)?.make()
  return (
    made !== undefined &&
    JSON.stringify([made.fields, made.placements]) === JSON.stringify([fields, placements])
  )
}

interface SchemeQuestionsProps {
  scheme: Scheme
  authentication: Authentication
  onAnswer: (answers: Readonly<Record<string, string>>, option: string) => void
}

function SchemeQuestions({ scheme, authentication, onAnswer }: SchemeQuestionsProps) {
  const answers = scheme.recognise(authentication) ?? {}
  return (
    <div className={styles.questions}>
      {scheme.options.map((option) => {
        const value = answers[option.name] ?? option.default
        const answer = (next: string) => onAnswer({ ...answers, [option.name]: next }, option.label)
        return option.control === 'choice' ? (
          <Select
            key={option.name}
            label={option.label}
            hint={option.hint}
            size={32}
            value={value}
            options={option.options ?? []}
            onChange={answer}
          />
        ) : (
          <TextField
            key={option.name}
            label={option.label}
            hint={option.hint}
            size={32}
            mono
            placeholder={option.placeholder}
            value={value}
            error={option.name === 'name' && value.trim() === '' ? `${option.label} is missing.` : undefined}
            onChange={answer}
          />
        )
      })}
    </div>
  )
}
