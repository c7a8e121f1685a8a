import type { Edge, GraphNode, Operation } from '../../model/document.ts'
import { mirroredPaging, type MirroredPaging } from '../pagination/mirrored.ts'
import { pagedRequest } from '../pagination/paged.ts'
import { paginationSettings } from '../pagination/settings.ts'
import { parseRecordPaths } from '../request/recordPath.ts'
import { requestSettings } from '../request/settings.ts'
import { outputSettings } from './settings.ts'

/** Where sample answers of an operation come in: its one request, and how what it reads becomes the output. */
export interface Sampled {
  /** Where the records are in the answer; undefined: the answer is the one value. */
  readonly records: readonly (readonly (string | number)[])[] | undefined
  /** How its container pages; undefined: it stands alone. */
  readonly paging: MirroredPaging | undefined
}

/** The request whose records are the output of the operation as they are; a text says why there is none that can be played. */
export function sampledBy(operation: Operation): Sampled | string {
  const nodes = Object.values<GraphNode>(operation.graph.nodes).filter(({ disabled }) => disabled !== true)
  const output = nodes.find(({ kind }) => kind === 'output')
  if (output === undefined) return 'The operation has no output.'
  const made = outputSettings.safeParse(output.settings)
  if (made.success && made.data.value.trim() !== '')
    return `${output.title} makes something else of the records, so no answer can be made from the schema.`
  const requests = nodes.filter(({ kind }) => kind === 'request')
  if (requests.length !== 1)
    return requests.length === 0
      ? 'There is no request to be answered.'
      : 'It has several requests, and the schema says what one of them answers. Only operations of one request can be played.'
  const feeders = Object.values<Edge>(operation.graph.edges)
    .filter(({ to }) => to.node === output.id)
    .map(({ from }) => nodes.find(({ id }) => id === from.node))
  const [feeder] = feeders
  if (feeder === undefined || feeders.length > 1)
    return 'The output does not come from one node, so no answer can be made from the schema.'
  if (feeder.kind === 'request') return alone(feeder)
  if (feeder.kind === 'pagination-loop') return paged(operation, feeder, nodes)
  return `${feeder.title} stands between the request and the output, so no answer can be made from the schema.`
}

function alone(request: GraphNode): Sampled | string {
  const read = requestSettings.safeParse(request.settings)
  if (!read.success) return 'The settings of its request do not fit yet.'
  const { answer, decode, records } = read.data
  if (answer === 'full') return 'It passes on status and headers too, which a schema does not make.'
  if (decode !== 'auto' && decode !== 'json')
    return `Its answers are read as ${decode}, and sample answers are JSON.`
  return {
    records: records.trim() === '' ? undefined : parseRecordPaths(records),
    paging: undefined,
  }
}

function paged(operation: Operation, container: GraphNode, nodes: readonly GraphNode[]): Sampled | string {
  const settings = paginationSettings.safeParse(container.settings)
  if (!settings.success) return 'The settings of its container do not fit yet.'
  const request = pagedRequest(
    settings.data,
    nodes.filter(({ parent }) => parent === container.id),
  )
  if (typeof request === 'string') return request
  const emits = Object.values<Edge>(operation.graph.edges).some(
    ({ from, to }) => from.node === request.id && to.node === container.id,
  )
  if (!emits) return 'Another node stands between the pages and the output.'
  const paging = mirroredPaging(operation, container, settings.data)
  return typeof paging === 'string' ? paging : { records: paging.records, paging }
}
