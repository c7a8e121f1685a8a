import { useMemo } from 'react'
import type { Connector, Operation } from '../../model/document.ts'
import type { ConnectContext } from '../../store/connect.ts'
import type { GraphIndex } from '../../store/graphIndex.ts'
import { selectConnector, selectOperation } from '../../store/selectors.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'

/** The open operation with its index: what the canvas draws from and asks. */
export interface CanvasGraph extends ConnectContext {
  readonly connector: Connector
  readonly operation: Operation
  readonly index: GraphIndex
}

/** The open graph; another object after every change of it. Undefined: no operation is open. */
export function useGraph(): CanvasGraph | undefined {
  const { extra } = useEditorStore()
  const connector = useAppSelector(selectConnector)
  const operation = useAppSelector(selectOperation)
  return useMemo(
    () =>
      connector === undefined || operation === undefined
        ? undefined
        : {
            connector,
            operation,
            index: extra.indexes.of(connector, operation),
            catalog: extra.catalog,
          },
    [connector, operation, extra],
  )
}
