import type { Catalog } from '../../engine/definition.ts'
import type { RunEvent, RunId } from '../../engine/events.ts'
import { fakeIo } from '../../engine/fake.ts'
import type { KeptExchange } from '../../engine/memory.ts'
import { plan } from '../../engine/plan.ts'
import { run } from '../../engine/run.ts'
import type { Connector, Operation } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import { playedOrigin } from '../torture/play.ts'
import { renewalOf } from '../torture/renewal.ts'
import { servedBy } from '../torture/served.ts'
import { sampleService, type SampleAnswers } from './sampleService.ts'

export interface SampleRunOptions extends SampleAnswers {
  readonly connector: Connector
  readonly operation: Operation
  readonly catalog: Catalog
  readonly input: Json
  readonly run: RunId
  readonly signal?: AbortSignal
}

export interface SampleRun {
  readonly events: readonly RunEvent[]
  readonly records: readonly Json[]
  readonly exchanges: readonly KeptExchange[]
}

/** Asked more often than this, the walk does not end. */
const mostCalls = 200

/** Runs an operation as it is against the service that is made of its schema: no network, and a clock that jumps. A text says why not. */
export async function sampleRun(options: SampleRunOptions): Promise<SampleRun | string> {
  const { operation, catalog } = options
  const service = { ...options.connector.service, baseUrl: `${playedOrigin}/api` }
  const planned = plan({ ...options.connector, service }, operation.id, catalog)
  if (!planned.ok)
    return `It cannot run before its problems are solved: ${planned.problems[0]?.message ?? ''}`
  const fields = Object.fromEntries(
    service.authentications.flatMap((each) => each.fields.map(({ name }) => [name, 'sample'])),
  )
  const renewal = renewalOf(operation, service, fields)
  const answered = servedBy(sampleService(options))
  const lost = new AbortController()
  const io = fakeIo({
    jumps: true,
    secrets: fields,
    shown: fields,
    script: (request) => {
      if (io.requests.length > mostCalls) lost.abort(new Error('The walk asks on and on.'))
      return renewal?.(request) ?? answered(request)
    },
  })
  const { signal = lost.signal } = options
  const events: RunEvent[] = []
  const running = run(planned.plan, {
    run: options.run,
    input: options.input,
    io,
    signal: AbortSignal.any([signal, lost.signal]),
  })
  for await (const event of running) events.push(event)
  return {
    events,
    records: io.records.read().values(),
    exchanges: [...io.tape.exchanges.values()],
  }
}
