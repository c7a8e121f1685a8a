import type { Plan } from '../engine/plan.ts'
import { plan } from '../engine/plan.ts'
import type { Connector } from '../model/document.ts'
import { catalog } from '../nodes/catalog.ts'
import { CommandFailure } from './errors.ts'
import { chooseOperation, openConnector, problemLine } from './files.ts'

/** Opens a connector file, with another base URL where one is given, and plans one of its operations. */
export async function planFile(
  file: string,
  operationName: string | undefined,
  baseUrl?: string,
): Promise<{ connector: Connector; plan: Plan }> {
  const opened = (await openConnector(file)).connector
  const connector = baseUrl === undefined ? opened : { ...opened, service: { ...opened.service, baseUrl } }
  const operation = chooseOperation(connector, operationName)
  const planned = plan(connector, operation.id, catalog)
  if (planned.ok) return { connector, plan: planned.plan }
  throw new CommandFailure(
    [
      `${operation.title} cannot run before its problems are solved:`,
      ...planned.problems.map(problemLine),
    ].join('\n'),
  )
}
