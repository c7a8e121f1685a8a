import { Writable } from 'node:stream'
import { runCommandLine } from '../../src/cli/commandLine.ts'

/** What a stream does with what is written to it; throws what the system would say. */
export type Taking = (chunk: Buffer) => void

/** Runs a command line in this process: its exit code, and all that it wrote. */
export async function patchbay(
  argv: string[],
  options: { env?: Record<string, string>; stopped?: AbortSignal; stdout?: Taking; stderr?: Taking } = {},
) {
  const out: Buffer[] = []
  const err: Buffer[] = []
  const sink = (into: Buffer[], take: Taking = () => {}) =>
    new Writable({
      write(chunk: Buffer, _, done) {
        try {
          take(chunk)
          into.push(Buffer.from(chunk))
          done()
        } catch (error) {
          done(error as Error)
        }
      },
    }).on('error', () => {})
  const code = await runCommandLine(argv, {
    stdout: sink(out, options.stdout),
    stderr: sink(err, options.stderr),
    env: options.env ?? {},
    stopped: options.stopped ?? new AbortController().signal,
  })
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }
}

/** A connector with one signed operation, `GET /things/ID` below `baseUrl`. */
export function connectorAt(
  baseUrl: string,
  settings: Record<string, unknown> = {},
  change: Record<string, unknown> = {},
) {
  const node = (id: string, kind: string, title: string, nodeSettings: unknown) => ({
    id,
    kind,
    title,
    settings: nodeSettings,
  })
  const edge = (id: string, from: string, out: string, to: string, into: string) => ({
    id,
    from: { node: from, port: out },
    to: { node: to, port: into },
  })
  return {
    format: 'patchbay.connector/1',
    id: 'c1',
    name: 'echo',
    title: 'Echo',
    service: {
      title: 'Echo',
      baseUrl,
      authentications: [
        {
          id: 'a1',
          title: 'API key',
          scheme: 'api-key',
          fields: [{ name: 'apiKey', title: 'API key', secret: true }],
          placements: [{ in: 'header', name: 'X-Api-Key', value: '{{ auth.apiKey }}' }],
        },
      ],
      defaults: {},
    },
    operations: [
      {
        id: 'o1',
        name: 'get-thing',
        title: 'Get thing',
        graph: {
          nodes: [
            node('n1', 'inputs', 'Inputs', {
              fields: [{ id: 'f1', name: 'id', title: 'Id', type: 'integer' }],
            }),
            node('n2', 'auth', 'Auth', { authentication: 'a1' }),
            node('n3', 'request', 'Get thing', { method: 'GET', url: '/things/{{ input.id }}', ...settings }),
            node('n4', 'output', 'Output', {}),
          ],
          edges: [
            edge('e1', 'n1', 'out', 'n3', 'in'),
            edge('e2', 'n2', 'out', 'n3', 'auth'),
            edge('e3', 'n3', 'out', 'n4', 'in'),
          ],
        },
        layout: {},
      },
    ],
    ...change,
  }
}
