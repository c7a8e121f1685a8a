import type { RunId } from '../../../src/engine/events.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import type { Json } from '../../../src/model/json.ts'
import { recordsLoaded, runAsked, runStarted, runTold } from '../../../src/store/runSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { storyNowMs } from '../stage.tsx'

/** A list operation was run whole, and gave these records; of `total` they are the first. */
export function gave(
  { store, connector }: OpenEditor,
  name: string,
  records: readonly Json[],
  total = records.length,
): void {
  const operation = name as OperationId
  const id = `run-${name}` as RunId
  store.dispatch(runAsked({ connector: connector.id, operation, atMs: storyNowMs }))
  store.dispatch(runStarted({ operation, id }))
  store.dispatch(
    runTold({
      operation,
      id,
      events: [
        {
          seq: 1,
          atMs: storyNowMs,
          type: 'finished',
          outcome: 'completed',
          records: total,
          masked: 0,
          resumable: false,
        },
      ],
    }),
  )
  store.dispatch(recordsLoaded({ operation, page: { from: 0, total, records, loading: false } }))
}

const named = (...names: readonly string[]): readonly Json[] =>
  names.map((name, at) => ({ objectId: `x${String(at)}WMyZ4YEGZ`, name }))

/** All three lists of the picture. */
export function allRun(opened: OpenEditor): void {
  gave(opened, 'regions', named('Africa', 'Asia', 'Europe'), 12)
  gave(opened, 'plans', named('Free', 'Team', 'Business', 'Enterprise'))
  gave(
    opened,
    'customers',
    named('Ana Souza', 'Lena Fischer', 'Marta Nowak', 'Omar Haddad', 'Tomás Ribeiro', 'Zoe Ward'),
    128,
  )
}
