import type { GraphNode } from '../../../../model/document.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'

/** One of the requests that stand in the container. Where there is one, it need not be named. */
export function ChildRequestControl({ field, path }: ControlProps<'child-request'>) {
  const { settings, set, readOnly, node, operation } = useNodeForm()
  const requests = Object.values<GraphNode>(operation.graph.nodes).filter(
    ({ kind, parent }) => kind === 'request' && parent === node.id,
  )
  const chosen = readAt(settings, path)
  return (
    <NativeSelect
      label={field.label}
      hint={requests.length === 0 ? 'There is none in the container yet.' : field.hint}
      error={useSettingError(path)}
      value={typeof chosen === 'string' ? chosen : ''}
      options={[
        { value: '', label: 'The only one' },
        ...requests.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      disabled={readOnly}
      onChange={(next) => set(path, next, `Change ${field.label}`)}
    />
  )
}
