import { connectorNames, fieldNames, operationNames } from './checks/names.ts'
import { type ConnectorCheck, type OperationCheck, operationContext } from './checks/context.ts'
import { edgeChecks } from './checks/edges.ts'
import { expressionChecks } from './checks/expressions.ts'
import { fieldChecks } from './checks/fields.ts'
import { kindChecks } from './checks/kinds.ts'
import { nodeChecks } from './checks/nodes.ts'
import { optionsChecks } from './checks/options.ts'
import { requestChecks } from './checks/request.ts'
import { secretChecks } from './checks/secrets.ts'
import { serviceChecks } from './checks/service.ts'
import type { Connector } from './document.ts'
import type { OperationId } from './ids.ts'
import type { KindCatalog } from './kinds.ts'
import type { Problem } from './problem.ts'

/** Everything that is asked of a connector as a whole. */
const connectorTable: readonly ConnectorCheck[] = [connectorNames, ...serviceChecks]

/** Everything that is asked of one operation. Each takes time in proportion to nodes and edges. */
const operationTable: readonly OperationCheck[] = [
  operationNames,
  ...nodeChecks,
  ...edgeChecks,
  ...kindChecks,
  fieldNames,
  ...fieldChecks,
  ...optionsChecks,
  ...expressionChecks,
  ...requestChecks,
  ...secretChecks,
]

/** The problems of the connector itself: its names, its service, its ways to sign in. */
export function checkService(connector: Connector, catalog: KindCatalog): Problem[] {
  return connectorTable.flatMap((check) => [...check(connector, catalog)])
}

/** The problems of one operation, without those of the connector around it. */
export function checkOperation(
  connector: Connector,
  operationId: OperationId,
  catalog: KindCatalog,
): Problem[] {
  const operation = connector.operations.find((candidate) => candidate.id === operationId)
  if (operation === undefined)
    return [
      {
        code: 'unknown-operation',
        severity: 'error',
        path: ['operations'],
        message: 'There is no such operation in this connector.',
      },
    ]
  const context = operationContext(connector, operation, catalog)
  return operationTable.flatMap((check) => [...check(context)])
}

/** All problems: the connector's own, then each operation's in their order. Errors keep it from running; warnings do not. */
export function checkConnector(connector: Connector, catalog: KindCatalog): Problem[] {
  return [
    ...checkService(connector, catalog),
    ...connector.operations.flatMap((operation) => checkOperation(connector, operation.id, catalog)),
  ]
}
