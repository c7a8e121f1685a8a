import { createConnector, createOperation } from '../../../src/model/create.ts'
import type { Connector, Field, GraphNode, Operation } from '../../../src/model/document.ts'
import type { FieldId, OperationId } from '../../../src/model/ids.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { idMaker } from '../../../test/store/editor.ts'

/**
 * A field in one line: `region<regions` takes its choices from the operation `regions`, `items[]` is a list, and `details{}<shapes` an
 * object whose fields the operation `shapes` says.
 */
export type FieldWords = string

export interface DrawnOperation {
  readonly name: string
  readonly title: string
  readonly method?: string
  readonly path: string
  readonly list?: true
  readonly fields?: readonly FieldWords[]
}

/** A connector of these operations, each a request; ids are the names, fields are `OPERATION-FIELD`. */
export function drawnConnector(operations: readonly DrawnOperation[]): Connector {
  const makeId = idMaker('map')
  const blank = createConnector(makeId, {
    title: 'Back4App Customers',
    baseUrl: 'http://127.0.0.1:4400/demo/parse',
  })
  const template = createOperation(makeId, blank, catalog, { title: 'Template' })
  const named = new Map(operations.map((drawn) => [drawn.name, drawn]))
  return { ...blank, operations: operations.map((drawn) => drawOperation(template, drawn, named)) }
}

type Named = ReadonlyMap<string, DrawnOperation>

function drawOperation(template: Operation, drawn: DrawnOperation, named: Named): Operation {
  const nodes = Object.fromEntries(
    Object.values<GraphNode>(template.graph.nodes).map((node) => [node.id, settingsFor(node, drawn, named)]),
  )
  return {
    ...template,
    id: drawn.name as OperationId,
    name: drawn.name,
    title: drawn.title,
    role: drawn.list === true ? 'list' : 'call',
    graph: { ...template.graph, nodes },
  }
}

function settingsFor(node: GraphNode, drawn: DrawnOperation, named: Named): GraphNode {
  if (node.kind === 'request')
    return {
      ...node,
      settings: { ...node.settings, method: drawn.method ?? 'GET', url: drawn.path },
    }
  if (node.kind !== 'inputs') return node
  const fields = (drawn.fields ?? []).map((words) => fieldFor(words, drawn, named))
  return { ...node, settings: { ...node.settings, fields: fields as never } }
}

const nameOf = (words: FieldWords) => words.split('<')[0]?.replace('[]', '').replace('{}', '') ?? ''

function fieldFor(words: FieldWords, drawn: DrawnOperation, named: Named): Field {
  const [head = '', source] = words.split('<')
  const list = head.endsWith('[]')
  const object = head.endsWith('{}')
  const name = nameOf(words)
  const names = (drawn.fields ?? []).map(nameOf)
  const asked = new Set((named.get(source ?? '')?.fields ?? []).map(nameOf))
  return {
    id: `${drawn.name}-${name}` as FieldId,
    name,
    title: '',
    type: list ? 'list' : object ? 'object' : 'string',
    required: name !== 'region' && name !== 'changedSince',
    description: '',
    placeholder: '',
    advanced: false,
    ...(source !== undefined &&
      object && { fieldsFrom: { operation: source as OperationId, schema: '$', arguments: {} } }),
    ...(source !== undefined &&
      !object && {
        options: {
          operation: source as OperationId,
          records: '',
          value: 'objectId',
          label: '{{ item.name }}',
          // A list that is narrowed down by a field of the same name is given it.
          arguments: Object.fromEntries(
            names
              .filter((other) => other !== name && asked.has(other))
              .map((other) => [`${source}-${other}`, `{{ input.${other} }}`]),
          ) as Record<FieldId, string>,
        },
      }),
  }
}

/** The connector of design/connector-map.html. */
export const pictured = (): Connector =>
  drawnConnector([
    {
      name: 'customers',
      title: 'List customers',
      path: '/classes/Customer',
      list: true,
      fields: ['region<regions', 'changedSince'],
    },
    {
      name: 'get',
      title: 'Get customer',
      path: '/classes/Customer/{{ input.customerId }}',
      fields: ['customerId<customers'],
    },
    {
      name: 'create',
      title: 'Create customer',
      method: 'POST',
      path: '/classes/Customer',
      fields: ['name', 'email', 'plan<plans', 'region<regions'],
    },
    {
      name: 'update',
      title: 'Update email',
      method: 'PUT',
      path: '/classes/Customer/{{ input.customerId }}',
      fields: ['customerId<customers', 'email'],
    },
    {
      name: 'import',
      title: 'Import customers',
      method: 'POST',
      path: '/batch',
      fields: ['customers[]', 'region<regions'],
    },
    {
      name: 'delete',
      title: 'Delete customer',
      method: 'DELETE',
      path: '/classes/Customer/{{ input.customerId }}',
      fields: ['customerId'],
    },
    { name: 'regions', title: 'List regions', path: '/classes/Region', list: true },
    { name: 'plans', title: 'List plans', path: '/classes/Plan', list: true },
    { name: 'orders', title: 'List orders', path: '/classes/Order', fields: ['status'] },
    {
      name: 'order',
      title: 'Create order',
      method: 'POST',
      path: '/classes/Order',
      fields: ['customerId<customers', 'items[]'],
    },
    {
      name: 'refund',
      title: 'Refund order',
      method: 'POST',
      path: '/functions/refund',
      fields: ['orderId', 'reason'],
    },
  ])

const resources = [
  'repos',
  'orgs',
  'users',
  'teams',
  'gists',
  'issues',
  'projects',
  'packages',
  'search',
] as const

/** A connector as large as a whole service's. */
export const large = (count = 850): Connector =>
  drawnConnector(
    Array.from({ length: count }, (_, at): DrawnOperation => {
      const resource = resources[at % resources.length] ?? 'repos'
      const name = `op${String(at)}`
      if (at < 4) return { name, title: `List ${resource}`, path: `/${resource}`, list: true }
      return {
        name,
        title: `Change the settings ${String(at)} of one of the ${resource}`,
        method: 'PATCH',
        path: `/${resource}/{{ input.owner }}/settings`,
        fields: ['owner', at % 6 === 0 ? `item<op${String(at % 4)}` : 'item', 'value'],
      }
    }),
  )
