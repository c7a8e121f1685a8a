import { ExternalLink, GitMerge, Play, Trash2, X } from 'lucide-react'
import { useMemo } from 'react'
import { findInputs } from '../../model/fields.ts'
import type { OperationId } from '../../model/ids.ts'
import { givenBy } from '../../store/dropdowns/sourceValues.ts'
import { edit } from '../../store/edit.ts'
import type { ConnectorMap, MapLine } from '../../store/map/parts.ts'
import { optionsCount, parentWords, wrongOf } from '../../store/map/words.ts'
import { runOperation } from '../../store/runThunks.ts'
import { selectCanEdit, selectProblems, selectRun } from '../../store/selectors.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { type Origin, Provenance } from '../../ui/Provenance.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { FieldsFromSource } from '../panels/inspector/controls/FieldsFromSource.tsx'
import { SourceArguments } from '../panels/inspector/controls/SourceArguments.tsx'
import { SourceReading } from '../panels/inspector/controls/SourceReading.tsx'
import { type NodeForm, NodeFormContext, settingKey } from '../panels/inspector/nodeForm.ts'
import styles from './MapPopover.module.css'

export interface MapPopoverProps {
  readonly map: ConnectorMap
  readonly line: MapLine
  readonly anchor: Element | { getBoundingClientRect: () => DOMRect }
  readonly onPart: () => void
  readonly onOpen: (operation: OperationId) => void
  readonly onClose: () => void
}

/** One dropdown: how its choices are read out of what the list operation gives, and what that is given. */
export function MapPopover({ map, line, anchor, onPart, onOpen, onClose }: MapPopoverProps) {
  const store = useEditorStore()
  const form = useFormOf(line)
  const source = map.byId.get(line.from)
  const target = map.byId.get(line.to)
  const run = useAppSelector((state) => selectRun(state, line.from))
  const origin = useAppSelector((state): Origin => {
    if (run?.simulated === true) return 'simulated'
    const now = state.document.checks[line.from]?.hash
    return run?.hash === undefined || now === undefined || run.hash === now ? 'live' : 'recorded'
  })
  const wrong = useAppSelector((state) => wrongOf(state, line))
  const known = useMemo(
    () => (source === undefined ? undefined : givenBy(source.operation, run)),
    [source, run],
  )
  const { field } = line.dependence
  const options = line.dependence.for === 'options' ? field.options : undefined
  const title = line.dependence.for === 'options' ? `Options for ${field.name}` : `Fields of ${field.name}`
  const count = optionsCount(line, run)
  const parents = target === undefined ? [] : parentWords(line, target)
  const running = run !== undefined && run.state !== 'finished'
  return (
    <Popover
      open
      title={title}
      hideTitle
      bare
      anchor={anchor}
      side="bottom"
      align="center"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      className={styles.popover}
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {known?.seen === true && <Provenance origin={run?.first === undefined ? 'sample' : origin} />}
        <IconButton icon={X} label="Close" size={28} onClick={onClose} />
      </div>
      <div className={styles.body}>
        {wrong !== undefined && <p className={styles.wrong}>{wrong}</p>}
        {form !== undefined && options !== undefined && source !== undefined && known !== undefined && (
          <NodeFormContext value={form}>
            <SourceReading options={options} path={line.setting} title={source.title} {...known} />
            {!known.seen && (
              <Button
                size={28}
                icon={Play}
                pending={running}
                onClick={() => void store.dispatch(runOperation({ operation: line.from }))}
              >
                Run {source.title}
              </Button>
            )}
            <details className={styles.more}>
              <summary>What it is given, and how it is searched</summary>
              <div className={styles.given}>
                <SourceArguments field={field} asks={options} path={line.setting} source={source.operation} />
              </div>
            </details>
          </NodeFormContext>
        )}
        {form !== undefined && line.dependence.for === 'fields' && (
          <NodeFormContext value={form}>
            <FieldsFromSource field={field} path={line.setting.slice(0, -1)} />
          </NodeFormContext>
        )}
      </div>
      <div className={styles.foot}>
        <span className={styles.count}>
          {known?.seen === true && count !== undefined ? `First 5 of ${count.replace(/ options?$/, '')}` : ''}
        </span>
        {parents.length > 0 && (
          <span className={styles.parents}>
            <Icon icon={GitMerge} size={14} />
            {parents.join(', ')} first
          </span>
        )}
        {source !== undefined && (
          <IconButton
            icon={ExternalLink}
            label={`Open ${source.title}`}
            size={28}
            onClick={() => onOpen(source.id)}
          />
        )}
        <IconButton
          icon={Trash2}
          label={options === undefined ? 'Take the source away' : 'Take the dropdown away'}
          shortcut="Delete"
          size={28}
          unavailable={form?.readOnly === true ? 'nothing can be changed here' : undefined}
          onClick={onPart}
        />
      </div>
    </Popover>
  )
}

/** The inspector's controls write into the inputs node of the operation that the line ends at. */
function useFormOf(line: MapLine): NodeForm | undefined {
  const { dispatch } = useEditorStore()
  const operation = useAppSelector(({ document }) =>
    document.connector?.operations.find(({ id }) => id === line.to),
  )
  const canEdit = useAppSelector(selectCanEdit)
  const found = useAppSelector((state) => selectProblems(state, line.to))
  return useMemo(() => {
    const node = operation && findInputs(operation)
    if (operation === undefined || node === undefined) return undefined
    const at = { operation: operation.id, node: node.id }
    return {
      operation,
      node,
      settings: node.settings,
      scope: [],
      origin: 'live',
      problems: found.filter(({ place }) => place?.node === node.id),
      readOnly: !canEdit,
      set: (path, value, label) =>
        void dispatch(
          edit([{ edit: 'setSetting', ...at, path, ...(value === undefined ? {} : { value }) }], {
            label,
            policy: 'merge',
            mergeKey: settingKey(node.id, [...path, label]),
          }),
        ),
      apply: (edits, label) => void dispatch(edit(edits, { label, policy: 'record' })),
      fix: ({ fix }) => {
        if (fix !== undefined) dispatch(edit(fix.edits, { label: fix.label, policy: 'record' }))
      },
      addInput: undefined,
      drawFields: () => null,
    } satisfies NodeForm
  }, [operation, canEdit, found, dispatch])
}
