import type { Authentication } from '../../model/document.ts'
import { findScheme, type Scheme, schemes } from '../../model/schemes.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './AuthenticationEditor.module.css'
import type { ApplyEdits, ChangeAuthentication } from './applyEdits.ts'
import { CustomParts } from './CustomParts.tsx'
import { ExpiryRules } from './ExpiryRules.tsx'
import { LoginParts } from './LoginParts.tsx'
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
  const change: ChangeAuthentication = (values, label, mergeKey, clear) =>
    apply(
      [
        {
          edit: 'changeAuthentication',
          authentication: authentication.id,
          values,
          ...(clear !== undefined && { clear }),
        },
      ],
      label,
      mergeKey,
    )
  const choose = (chosen: Scheme) => {
    // What a person has changed goes on as custom fields. What a scheme has made by itself does not: arrows pass through
    // all schemes on their way to the last one.
    const goesOn = chosen.scheme === 'custom' && authentication.fields.length > 0 && !isAsMade(authentication)
    if (goesOn) return change({ scheme: chosen.scheme }, 'Change authentication')
    const { login, expiry = [], ...parts } = chosen.make()
    const values = { scheme: chosen.scheme, ...parts, expiry }
    if (login === undefined) change(values, 'Change authentication', undefined, ['login'])
    else change({ ...values, login }, 'Change authentication')
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
            change(
              // What expiry looks like is asked for on its own.
              { ...scheme.make(answers), expiry: authentication.expiry },
              `Change ${option}`,
              `scheme:${authentication.id}:${option}`,
            )
          }
        />
      )}
      {authentication.scheme === 'custom' && (
        <>
          <CustomParts authentication={authentication} apply={apply} readOnly={readOnly} />
          <LoginParts authentication={authentication} change={change} readOnly={readOnly} />
        </>
      )}
      {authentication.fields.length > 0 && (
        <ExpiryRules authentication={authentication} change={change} readOnly={readOnly} />
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
function isAsMade({ scheme, fields, placements, login }: Authentication): boolean {
  const made = findScheme(scheme)?.make()
  return (
    made !== undefined &&
    JSON.stringify([made.fields, made.placements, made.login]) === JSON.stringify([fields, placements, login])
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
