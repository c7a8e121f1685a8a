import type { NodeId } from '../model/ids.ts'
import { catalog } from '../nodes/catalog.ts'
import { mirroredPaging } from '../nodes/pagination/mirrored.ts'
import { paginationSettings } from '../nodes/pagination/settings.ts'
import type { Mirrored } from '../simulation/torture/mirror.ts'
import { type Dot, ordeal, type Walked } from '../simulation/torture/ordeal.ts'
import { pagingTried } from './runSlice.ts'
import { selectOperation, selectTrial } from './selectors.ts'
import { frameShown } from './sessionSlice.ts'
import type { Trial } from './state.ts'
import type { EditorThunk } from './thunk.ts'
import { trialOf } from './trial.ts'

/** The page stands still while it is read. */
const hugePage = 10_000

const never = new AbortController().signal

/**
 * Tries the paging of a container against every size and fault, on a service that is made up to page as it expects: no network
 * and no runner. Dots are told as they are known. Nothing rejects: what cannot be tried says why.
 */
export function tortureContainer(container: NodeId): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { clock, announce }) => {
    const { connector } = getState().document
    const operation = selectOperation(getState())
    const node = operation?.graph.nodes[container]
    if (connector === undefined || operation === undefined || node === undefined) return
    const dots: Dot[] = []
    const trials: Record<string, Trial> = {}
    const tell = (running: boolean) =>
      dispatch(pagingTried({ container, tried: { node, dots: [...dots], trials: { ...trials }, running } }))
    const settings = paginationSettings.safeParse(node.settings)
    const mirrored = settings.success
      ? mirroredPaging(operation, node, settings.data)
      : 'Its settings do not fit yet.'
    if (typeof mirrored === 'string') {
      dots.push({ id: '–', group: 'sizes', words: 'Not tried', outcome: 'skipped', why: mirrored, calls: 0 })
      tell(false)
      return
    }
    if (selectTrial(getState())?.run.operation === operation.id) dispatch(frameShown(undefined))
    tell(true)
    let walked: Walked | undefined
    const tries = ordeal({
      connector,
      operation,
      container,
      mirrored: {
        ...(mirrored as unknown as Mirrored & { readonly request: NodeId }),
        paging: mirrored.paging,
      },
      catalog,
      hugePage,
      onWalk: (walk) => {
        walked = walk
      },
    })
    for await (const dot of tries) {
      dots.push(dot)
      if (dot.outcome === 'failed' && walked !== undefined)
        trials[dot.id] = trialOf({ connector: connector.id, operation, container: node, dot, walked })
      tell(true)
      // The page stays free between two of them.
      await clock.sleep(0, never)
    }
    tell(false)
    const failed = dots.filter(({ outcome }) => outcome === 'failed').length
    announce(failed === 0 ? `All ${dots.length} tries passed` : `${failed} of ${dots.length} tries failed`)
  }
}
