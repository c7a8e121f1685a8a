import { addSample } from '../editor/home/addSample.ts'
import type { ConnectorShelf } from '../editor/shell/host.ts'
import type { MakeId } from '../model/ids.ts'
import type { RunnerClient } from '../store/runnerClient.ts'

export interface FirstStartOptions {
  readonly shelf: ConnectorShelf
  readonly runner: RunnerClient
  readonly makeId: MakeId
  readonly demoUrl: string
  /** Marks in this browser that outlive the connectors. */
  readonly known: { read(name: string): boolean; set(name: string): void }
}

const flag = 'started'

/**
 * Where nothing was ever kept, the sample stands on the shelf, ready to run. Who deletes it does not get it again. Whatever
 * goes wrong here keeps nobody from working: the home page offers the sample too.
 */
export async function firstStart({
  shelf,
  runner,
  makeId,
  demoUrl,
  known,
}: FirstStartOptions): Promise<void> {
  try {
    if (known.read(flag)) return
    if ((await shelf.list()).length === 0) await addSample({ shelf, runner, makeId, demoUrl })
    known.set(flag)
  } catch {
    // Said on the page by the storage's own banner.
  }
}
