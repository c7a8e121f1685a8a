import type {
  Authentication,
  Box,
  Connector,
  Edge,
  Field,
  GraphNode,
  Operation,
} from '../../src/model/document.ts'
import type {
  AuthenticationId,
  ConnectorId,
  EdgeId,
  FieldId,
  MakeId,
  NodeId,
  OperationId,
} from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'
import { schemes } from '../../src/model/schemes.ts'

/** Short ways to write documents down in tests. */

export const id = {
  node: (text: string) => text as NodeId,
  edge: (text: string) => text as EdgeId,
  field: (text: string) => text as FieldId,
  operation: (text: string) => text as OperationId,
  authentication: (text: string) => text as AuthenticationId,
}

export function counter(prefix = 'id'): MakeId {
  let next = 0
  return () => `${prefix}${++next}`
}

export interface NodeSpec {
  readonly kind: string
  readonly title?: string
  readonly parent?: string
  readonly disabled?: true
  readonly settings?: Readonly<Record<string, Json>>
  readonly box?: Box
}

export function node(nodeId: string, { kind, title, parent, disabled, settings }: NodeSpec): GraphNode {
  return {
    id: id.node(nodeId),
    kind,
    title: title ?? nodeId,
    settings: { ...settings },
    ...(parent === undefined ? {} : { parent: id.node(parent) }),
    ...(disabled === undefined ? {} : { disabled }),
  }
}

/** `a>b` joins `a.out` with `b.in`; ports are written behind a point: `login.out>ask.auth`. The id is the text itself, in words. */
export function edge(text: string): Edge {
  const [from = '', to = ''] = text.split('>')
  const [fromNode = '', fromPort = 'out'] = from.split('.')
  const [toNode = '', toPort = 'in'] = to.split('.')
  return {
    id: id.edge(text.replaceAll('>', '-').replaceAll('.', '_')),
    from: { node: id.node(fromNode), port: fromPort },
    to: { node: id.node(toNode), port: toPort },
  }
}

export function operation(
  nodes: Readonly<Record<string, NodeSpec>>,
  edges: readonly string[] = [],
  values: Partial<Operation> = {},
): Operation {
  const made = Object.entries(nodes).map(([nodeId, spec]) => [nodeId, node(nodeId, spec)] as const)
  return {
    id: id.operation('operation'),
    name: 'get-customer',
    title: 'Get customer',
    description: '',
    role: 'call',
    graph: {
      nodes: Object.fromEntries(made),
      edges: Object.fromEntries(edges.map((text) => [edge(text).id, edge(text)])),
      notes: {},
    },
    layout: Object.fromEntries(
      Object.entries(nodes).flatMap(([nodeId, { box }]) => (box === undefined ? [] : [[nodeId, box]])),
    ),
    output: { samples: [] },
    ...values,
  }
}

export function field(name: string, values: Partial<Field> = {}): Field {
  return {
    id: id.field(`field-${name}`),
    name,
    title: name,
    type: 'string',
    required: false,
    description: '',
    placeholder: '',
    advanced: false,
    ...values,
  }
}

export function authentication(
  authenticationId = 'key',
  scheme = 'api-key',
  values: Partial<Authentication> = {},
): Authentication {
  const parts = schemes.find((candidate) => candidate.scheme === scheme)?.make()
  return {
    id: id.authentication(authenticationId),
    title: 'Key',
    scheme,
    fields: [],
    placements: [],
    ...parts,
    expiry: [],
    ...values,
  }
}

export function connector(operations: readonly Operation[], values: Partial<Connector> = {}): Connector {
  return {
    format: 'patchbay.connector/1',
    id: 'connector' as ConnectorId,
    name: 'back4app',
    title: 'Back4App',
    description: '',
    icon: '',
    service: {
      title: 'Back4App',
      baseUrl: 'https://api.example.com/v1',
      authentications: [authentication()],
      defaults: { headers: [], query: [], errorRules: [] },
    },
    operations: [...operations],
    ...values,
  }
}

/** Fields as they stand in the settings of an inputs node. */
export const fields = (...list: readonly Field[]): Record<string, Json> => ({
  fields: list as unknown as Json,
})

/** Inputs, a signed request and an output: what nearly every operation is. */
export function usualOperation(request: Readonly<Record<string, Json>> = {}): Operation {
  return operation(
    {
      inputs: {
        kind: 'inputs',
        title: 'Inputs',
        settings: fields(field('id'), field('limit', { type: 'integer' })),
      },
      login: { kind: 'auth', title: 'Auth', settings: { authentication: 'key' } },
      ask: {
        kind: 'request',
        title: 'Get customer',
        settings: { method: 'GET', url: '/customers/{{ input.id }}', query: [], headers: [], ...request },
      },
      output: { kind: 'output', title: 'Output', settings: { value: '' } },
    },
    ['inputs>ask', 'login>ask.auth', 'ask>output'],
  )
}
