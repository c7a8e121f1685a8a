import { Workflow } from 'lucide-react'
import type { Edit } from '../../../model/edits.ts'
import type { OperationId } from '../../../model/ids.ts'
import { nameFromTitle, namePattern, uniqueOperationName } from '../../../model/titles.ts'
import { edit } from '../../../store/edit.ts'
import { selectCanEdit, selectConnector, selectOperationById } from '../../../store/selectors.ts'
import { KindTile } from '../../../ui/KindTile.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { DraftField } from '../DraftField.tsx'
import { NativeSelect } from '../NativeSelect.tsx'
import { ProblemsList } from '../problems/ProblemsList.tsx'
import { OutputStateLine } from '../run/OutputStateLine.tsx'
import styles from './Inspector.module.css'
import { Section } from './Section.tsx'

const roles = [
  { value: 'call', label: 'Call: does something or reads something' },
  { value: 'list', label: 'List: feeds dropdowns of other operations' },
] as const

/** Nothing is selected: the operation's own settings, and its problems. */
export function OperationInspector({ id }: { id: OperationId }) {
  const dispatch = useAppDispatch()
  const operation = useAppSelector((state) => selectOperationById(state, id))
  const connector = useAppSelector(selectConnector)
  const canEdit = useAppSelector(selectCanEdit)
  const why = useAppSelector((state) => state.session.readOnly)
  if (operation === undefined || connector === undefined) return null
  const change = (edits: readonly Edit[], label: string, key: string) =>
    void dispatch(edit(edits, { label, policy: 'merge', mergeKey: `operation:${id}:${key}` }))
  const rename = (name: string): string | undefined => {
    if (!namePattern.test(name)) return 'A name has small letters, digits and single hyphens: get-customer.'
    if (connector.operations.some((other) => other.id !== id && other.name === name))
      return `Another operation is called “${name}”.`
    dispatch(
      edit([{ edit: 'renameOperation', operation: id, name }], {
        label: 'Rename operation',
        policy: 'record',
      }),
    )
    return undefined
  }
  /** Until somebody has chosen a name of its own, callers' name goes with the title. */
  const retitle = (title: string) => {
    const follows = operation.name === nameFromTitle(operation.title, 'operation')
    const others = { ...connector, operations: connector.operations.filter((other) => other.id !== id) }
    const name = uniqueOperationName(others, nameFromTitle(title, 'operation'))
    change(
      [
        { edit: 'changeOperation', operation: id, values: { title } },
        ...(follows ? [{ edit: 'renameOperation', operation: id, name } as const] : []),
      ],
      'Rename operation',
      'title',
    )
  }
  return (
    <Panel
      label="Settings of the operation"
      header={
        <>
          <KindTile icon={Workflow} />
          <div className={styles.words}>
            <h2
              className={styles.line}
              style={{ color: 'var(--text)', font: 'var(--t-13)', fontWeight: 600 }}
            >
              {operation.title}
            </h2>
            <p className={styles.line}>{operation.role === 'list' ? 'List operation' : 'Operation'}</p>
          </div>
        </>
      }
    >
      {why !== undefined && <p className={styles.readOnly}>{why}</p>}
      <Section id="operation/Operation" title="Operation">
        <TextField label="Title" value={operation.title} readOnly={!canEdit} onChange={retitle} />
        <DraftField
          label="Name"
          hint="What callers use: patchbay run FILE NAME."
          mono
          value={operation.name}
          readOnly={!canEdit}
          onCommit={rename}
        />
        <TextArea
          label="Description"
          rows={2}
          value={operation.description}
          readOnly={!canEdit}
          onChange={(description) =>
            change(
              [{ edit: 'changeOperation', operation: id, values: { description } }],
              'Change description',
              'description',
            )
          }
        />
        <NativeSelect
          label="Role"
          value={operation.role}
          options={roles}
          disabled={!canEdit}
          onChange={(role) =>
            change([{ edit: 'changeOperation', operation: id, values: { role } }], 'Change role', 'role')
          }
        />
      </Section>
      <Section id="operation/Output" title="Output">
        <OutputStateLine operation={id} />
      </Section>
      <Section id="operation/Problems" title="Problems">
        <ProblemsList operation={id} />
      </Section>
    </Panel>
  )
}
