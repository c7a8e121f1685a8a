import { useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'

/** Reads the present zoom when asked, without rendering when it changes. */
export function useFlowZoom(): () => number {
  const store = useStoreApi()
  return useCallback(() => store.getState().transform[2], [store])
}
