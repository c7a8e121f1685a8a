import { findInputs } from '../../model/fields.ts'
import type { FieldId, OperationId } from '../../model/ids.ts'
import { feedEdits, takesChoices } from '../dropdowns/feed.ts'
import { givenBy } from '../dropdowns/sourceValues.ts'
import { edit } from '../edit.ts'
import type { EditorThunk } from '../thunk.ts'
import {
  chainBefore,
  type ConnectorMap,
  connectorMap,
  type MapField,
  type MapLine,
  type MapOperation,
} from './parts.ts'
import { lineWords, refusal } from './words.ts'

/** A dependence that could be made: this field is to be filled from what that operation gives. */
export interface Joining {
  readonly from: OperationId
  readonly to: OperationId
  readonly field: FieldId
}

/** Why these cannot be joined, in words; undefined: they can. */
export function joinRefusal(map: ConnectorMap, { from, to, field }: Joining): string | undefined {
  const target = map.byId.get(to)?.fields.find((each) => each.field.id === field)
  if (target === undefined) return 'There is no such field any more.'
  return (
    refusal(map, from, to) ??
    (takesChoices.has(target.field.type)
      ? undefined
      : `${target.field.name} is no text, number or list: nothing can be chosen for it.`)
  )
}

const wish = ({ state }: MapField) => (state === 'open' ? 0 : 1)
const likelihood = ({ operation, givesList }: MapOperation) =>
  operation.role === 'list' ? 0 : givesList ? 1 : 2

/** Everything that an operation's options could go to, fields that want a list first. */
export function joiningsFrom(map: ConnectorMap, from: OperationId): readonly Joining[] {
  const closed = chainBefore(map, from)
  return map.operations
    .filter(({ id }) => !closed.has(id))
    .flatMap((operation) =>
      operation.fields
        .filter(({ field }) => takesChoices.has(field.type))
        .map((field) => ({ operation, field })),
    )
    .toSorted((one, other) => wish(one.field) - wish(other.field))
    .map(({ operation, field }) => ({ from, to: operation.id, field: field.field.id }))
}

/** Everything that a field could be filled from, list operations first. */
export function joiningsInto(map: ConnectorMap, to: OperationId, field: FieldId): readonly Joining[] {
  return map.operations
    .toSorted((one, other) => likelihood(one) - likelihood(other))
    .map(({ id }) => ({ from: id, to, field }))
    .filter((joining) => joinRefusal(map, joining) === undefined)
}

/** Makes the dependence, as one step. Answers its line; undefined where nothing was done. */
export function join({ from, to, field }: Joining): EditorThunk<MapLine | undefined> {
  return (dispatch, getState, { announce }) => {
    const { document, run } = getState()
    if (document.connector === undefined) return undefined
    const map = connectorMap(document.connector)
    const [source, target] = [map.byId.get(from), map.byId.get(to)]
    const node = target && findInputs(target.operation)
    const at = target?.fields.findIndex((each) => each.field.id === field) ?? -1
    const found = target?.fields[at]?.field
    if (source === undefined || target === undefined || node === undefined || found === undefined)
      return undefined
    const why = joinRefusal(map, { from, to, field })
    if (why !== undefined) {
      announce(why)
      return undefined
    }
    const there = (made: ConnectorMap) =>
      made.into.get(to)?.find((line) => line.top === field && line.from === from)
    const before = there(map)
    if (before !== undefined) return before
    const live = Object.hasOwn(run.live, from) ? run.live[from] : undefined
    const edits = feedEdits({
      from: source.operation,
      to: target.operation,
      node: node.id,
      field: found,
      setting: ['fields', at, 'options'],
      given: givenBy(source.operation, live).given,
    })
    const shown = found.title || found.name
    if (!dispatch(edit(edits, { label: `Choose ${shown} from ${source.title}`, policy: 'record' })))
      return undefined
    const { connector } = getState().document
    const line = connector === undefined ? undefined : there(connectorMap(connector))
    if (line !== undefined)
      announce(`${source.title} fills ${found.name} of ${target.title}: ${lineWords(line, undefined)}`)
    return line
  }
}

/** Takes a dependence away, as one step: the value is typed again. */
export function part({ to, dependence, setting }: MapLine): EditorThunk<boolean> {
  return (dispatch, getState, { announce }) => {
    const operation = getState().document.connector?.operations.find(({ id }) => id === to)
    const node = operation && findInputs(operation)
    if (operation === undefined || node === undefined) return false
    const shown = dependence.field.title || dependence.field.name
    const done = dispatch(
      edit([{ edit: 'setSetting', operation: to, node: node.id, path: setting }], {
        label: `Type ${shown}`,
        policy: 'record',
      }),
    )
    if (done) announce(`${dependence.field.name} of ${operation.title} is typed now.`)
    return done
  }
}
