import { Plus } from 'lucide-react'
import { isStepName } from '../../expressions/names.ts'
import type { Authentication, CredentialField } from '../../model/document.ts'
import type { Edit } from '../../model/edits.ts'
import { findScheme, type Scheme, schemes } from '../../model/schemes.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/classNames.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { fieldNameFromTitle, uniqueFieldName } from '../panels/inspector/controls/fieldNames.ts'
import { useListFocus } from '../panels/useListFocus.ts'
import styles from './AuthenticationEditor.module.css'
import { FieldRow } from './FieldRow.tsx'
import { maskedPreview } from './maskedPreview.ts'
import { PlacementRow } from './PlacementRow.tsx'

/** Applies edits of the document as one step; those with the same key merge while one types. */
export type ApplyEdits = (edits: readonly Edit[], label: string, mergeKey?: string) => void

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

interface CustomPartsProps {
  authentication: Authentication
  apply: ApplyEdits
  readOnly: boolean
}

/** The fields and where they go, each a row. */
function CustomParts({ authentication, apply, readOnly }: CustomPartsProps) {
  const { id, fields, placements } = authentication
  const [fieldList, fieldKeys] = useListFocus()
  const [placeList, placeKeys] = useListFocus()
  const change = (
    values: Extract<Edit, { edit: 'changeAuthentication' }>['values'],
    label: string,
    mergeKey?: string,
  ) => apply([{ edit: 'changeAuthentication', authentication: id, values }], label, mergeKey)
  const setField = (at: number, values: Partial<CredentialField>, key: string) =>
    change({ fields: replaced(fields, at, values) }, 'Change credential field', `field:${id}:${at}:${key}`)
  /** A name that nobody chose goes with the title: “REST API key” is `restApiKey`. */
  const retitle = (at: number, field: CredentialField, title: string) => {
    const follows = /^key\d*$/.test(field.name) || field.name === fieldNameFromTitle(field.title)
    const others = fields.filter((_, other) => other !== at).map((other) => other.name)
    const name = uniqueFieldName(others, fieldNameFromTitle(title))
    const edits: Edit[] = [
      {
        edit: 'changeAuthentication',
        authentication: id,
        values: { fields: replaced(fields, at, { title }) },
      },
    ]
    if (follows && name !== '' && name !== field.name)
      edits.push({ edit: 'renameCredentialField', authentication: id, field: field.name, name })
    apply(edits, 'Change credential field', `field:${id}:${at}:title`)
  }
  const addField = () => {
    const name = freeName(fields)
    apply(
      [
        {
          edit: 'addCredentialField',
          authentication: id,
          field: { name, title: '', secret: true, filledBy: 'user', required: true, description: '' },
          placement: { in: 'header', name: '', value: `{{ auth.${name} }}` },
        },
      ],
      'Add credential field',
    )
    fieldKeys.to(fields.length, 'start')
  }
  return (
    <>
      <section className={styles.part} aria-label="Fields">
        <h3 className={styles.partTitle}>What a person fills in</h3>
        {fields.length > 0 && (
          <p className={cx(styles.row, styles.fieldRow, styles.captions)} aria-hidden>
            <span>Title</span>
            <span>Name in expressions</span>
            <span>Filled in by</span>
          </p>
        )}
        <div ref={fieldList} className={styles.rows}>
          {fields.map((field, at) => (
            <FieldRow
              // Names change while one types: the place is what stays.
              // oxlint-disable-next-line react/no-array-index-key
              key={at}
              field={field}
              nameProblem={(name) => nameProblem(name, fields, at)}
              onRename={(name) =>
                apply(
                  [{ edit: 'renameCredentialField', authentication: id, field: field.name, name }],
                  'Rename credential field',
                  `field:${id}:${at}:name`,
                )
              }
              onRetitle={(title) => retitle(at, field, title)}
              onChange={(values, key) => setField(at, values, key)}
              onRemove={() => {
                change({ fields: fields.filter((_, other) => other !== at) }, 'Remove credential field')
                fieldKeys.afterDelete(at, fields.length)
              }}
            />
          ))}
        </div>
        <Button
          size={28}
          variant="ghost"
          icon={Plus}
          data-part="add"
          className={styles.add}
          onClick={addField}
        >
          Add a field
        </Button>
      </section>
      <section className={styles.part} aria-label="Placements">
        <h3 className={styles.partTitle}>Where it goes in each request</h3>
        {placements.length > 0 && (
          <p className={cx(styles.row, styles.placementRow, styles.captions)} aria-hidden>
            <span>Place</span>
            <span>Name</span>
            <span>Value</span>
          </p>
        )}
        <div ref={placeList} className={styles.rows}>
          {placements.map((placement, at) => (
            <PlacementRow
              // oxlint-disable-next-line react/no-array-index-key
              key={at}
              placement={placement}
              authentication={authentication}
              readOnly={readOnly}
              onChange={(values, key) =>
                change(
                  { placements: replaced(placements, at, values) },
                  'Change placement',
                  `placement:${id}:${at}:${key}`,
                )
              }
              onRemove={() => {
                change({ placements: placements.filter((_, other) => other !== at) }, 'Remove placement')
                placeKeys.afterDelete(at, placements.length)
              }}
            />
          ))}
        </div>
        <Button
          size={28}
          variant="ghost"
          icon={Plus}
          data-part="add"
          className={styles.add}
          onClick={() => {
            change(
              {
                placements: [
                  ...placements,
                  { in: 'header', name: '', value: `{{ auth.${fields[0]?.name ?? 'key'} }}` },
                ],
              },
              'Add placement',
            )
            placeKeys.to(placements.length, 'start')
          }}
        >
          Add a place
        </Button>
      </section>
    </>
  )
}

const replaced = <Item extends object>(list: readonly Item[], at: number, values: Partial<Item>): Item[] =>
  list.map((item, index) => (index === at ? { ...item, ...values } : item))

/** What is wrong with a field's name, as one types it. */
function nameProblem(name: string, fields: readonly CredentialField[], at: number): string | undefined {
  if (name === '') return 'Expressions call it by its name.'
  if (!isStepName(name) || !/^[A-Za-z_]/.test(name))
    return 'A name begins with a letter and has only letters, digits and _.'
  return fields.some((field, other) => other !== at && field.name === name)
    ? `Another field is called ${name}.`
    : undefined
}

function freeName(fields: readonly CredentialField[]): string {
  const taken = new Set(fields.map(({ name }) => name))
  let name = 'key'
  for (let number = 2; taken.has(name); number += 1) name = `key${number}`
  return name
}
