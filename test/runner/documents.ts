import type { Json } from '../../src/model/json.ts'

interface Node {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly settings: Record<string, Json>
}

const node = (kind: string, settings: Record<string, Json>): Node => ({
  id: kind,
  kind,
  title: kind,
  settings,
})
const edge = (from: string, port: string, to: string, at: string) => ({
  id: `${from}-${to}`,
  from: { node: from, port },
  to: { node: to, port: at },
})

/** A connector file with one operation: auth and inputs into one GET, its answer into the output. */
export function connectorFile(options: {
  readonly baseUrl: string
  readonly url: string
  readonly records?: string
  readonly maxBytes?: number
  readonly timeoutMs?: number
  readonly signed?: boolean
  readonly testOperation?: boolean
}): Json {
  const { baseUrl, url, records = '', maxBytes = 50_000_000, timeoutMs = 30_000, signed = false } = options
  const file = {
    format: 'patchbay.connector/1',
    id: 'connector-1',
    name: 'echo',
    title: 'Echo',
    service: {
      title: 'Echo',
      baseUrl,
      authentications: [
        {
          id: 'key',
          title: 'Key',
          scheme: 'custom',
          fields: [
            { name: 'application', title: 'Application', secret: false },
            { name: 'key', title: 'Key', secret: true },
          ],
          placements: [
            { in: 'header', name: 'X-Application', value: '{{ auth.application }}' },
            { in: 'header', name: 'X-Key', value: '{{ auth.key }}' },
          ],
        },
      ],
      defaults: {},
      ...(options.testOperation === true && { testOperation: 'operation-1' }),
    },
    operations: [
      {
        id: 'operation-1',
        name: 'get',
        title: 'Get it',
        graph: {
          nodes: [
            node('inputs', { fields: [] }),
            ...(signed ? [node('auth', { authentication: 'key' })] : []),
            node('request', {
              method: 'GET',
              url,
              query: [],
              headers: [],
              body: { kind: 'none' },
              answer: 'body',
              records,
              decode: 'auto',
              timeoutMs,
              redirects: 5,
              maxBytes,
              errorRules: [],
            }),
            node('output', { value: '' }),
          ],
          edges: [
            edge('inputs', 'out', 'request', 'in'),
            ...(signed ? [edge('auth', 'out', 'request', 'auth')] : []),
            edge('request', 'out', 'output', 'in'),
          ],
        },
      },
    ],
  }
  return file as unknown as Json
}
