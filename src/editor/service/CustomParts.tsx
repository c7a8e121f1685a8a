import { Plus } from 'lucide-react'
import { isStepName } from '../../expressions/names.ts'
import type { Authentication, CredentialField } from '../../model/document.ts'
import type { Edit } from '../../model/edits.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/classNames.ts'
import { fieldNameFromTitle, uniqueFieldName } from '../panels/inspector/controls/fieldNames.ts'
import { useListFocus } from '../panels/useListFocus.ts'
import styles from './AuthenticationEditor.module.css'
import type { ApplyEdits } from './applyEdits.ts'
import { FieldRow } from './FieldRow.tsx'
import { PlacementRow } from './PlacementRow.tsx'

export interface CustomPartsProps {
  authentication: Authentication
  apply: ApplyEdits
  readOnly: boolean
}

/** The fields and where they go, each a row. */
export function CustomParts({ authentication, apply, readOnly }: CustomPartsProps) {
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
