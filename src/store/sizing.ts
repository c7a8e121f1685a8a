import type { NodeId } from '../model/ids.ts'
import type { ConnectContext } from './connect.ts'
import { contentsOf } from './contents.ts'
import { edit } from './edit.ts'
import { leastFrame } from './frames.ts'
import { graphContext } from './graphThunks.ts'
import { snap } from './placing.ts'
import type { EditorThunk } from './thunk.ts'

/** Sizes a container by its lower right corner, never smaller than what it holds. Steps with the same key are one. */
export function resizeContainer(
  id: NodeId,
  to: { readonly width: number; readonly height: number },
  mergeKey?: string,
): EditorThunk<boolean> {
  return (dispatch) => {
    const context = dispatch(graphContext())
    const box = context?.index.boxes.box(id)
    if (context === undefined || box === undefined) return false
    const least = leastSize(context, id)
    const size = {
      width: Math.max(least.width, snap(to.width)),
      height: Math.max(least.height, snap(to.height)),
    }
    if (size.width === box.width && size.height === box.height) return false
    return dispatch(
      edit(
        [
          {
            edit: 'resizeNode',
            operation: context.operation.id,
            node: id,
            box: { x: box.x, y: box.y, ...size },
          },
        ],
        {
          label: 'Resize container',
          policy: mergeKey === undefined ? 'record' : 'merge',
          ...(mergeKey === undefined ? {} : { mergeKey }),
        },
      ),
    )
  }
}

/** How small a container may get now. */
export function leastSizeOf(id: NodeId): EditorThunk<{ readonly width: number; readonly height: number }> {
  return (dispatch) => {
    const context = dispatch(graphContext())
    return context === undefined ? { width: 0, height: 0 } : leastSize(context, id)
  }
}

function leastSize({ operation, index }: ConnectContext, id: NodeId) {
  const at = index.boxes.box(id) ?? { x: 0, y: 0 }
  return leastFrame(
    at,
    contentsOf(operation, id).flatMap((inside) => index.boxes.box(inside) ?? []),
  )
}
