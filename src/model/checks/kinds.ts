import type { NodeFacts } from '../kinds.ts'
import type { Problem } from '../problem.ts'
import { printPath } from '../read.ts'
import { scopeEntries } from '../scope.ts'
import { describeIssue } from '../words.ts'
import { nodeProblem, type OperationCheck, type OperationContext } from './context.ts'

/** What the kinds themselves know: whether settings fit, and each kind's own check. Nodes that are off are not asked. */
export const kindChecks: readonly OperationCheck[] = [settingsFit, ownChecks]

function* settingsFit(context: OperationContext): Iterable<Problem> {
  for (const node of context.nodes) {
    const kind = context.facts.kind(node.id)
    if (kind === undefined || node.disabled === true || context.facts.settings(node.id) !== undefined)
      continue
    const parsed = kind.settings.safeParse(node.settings)
    if (parsed.success) continue
    for (const issue of parsed.error.issues.slice(0, 20)) {
      const path = issue.path.filter((key) => typeof key !== 'symbol')
      yield nodeProblem(
        context,
        node.id,
        {
          code: 'settings-do-not-fit',
          message: `“${node.title}”: expected ${describeIssue(issue)} at ${path.length === 0 ? 'its settings' : printPath(path)}, but something else stands there.`,
        },
        path,
      )
    }
  }
}

function* ownChecks(context: OperationContext): Iterable<Problem> {
  const { connector, operation, facts } = context
  for (const node of context.nodes) {
    const kind = facts.kind(node.id)
    const settings = facts.settings(node.id)
    if (kind?.check === undefined || settings === undefined || node.disabled === true) continue
    const nodeFacts: NodeFacts = {
      connector,
      operation,
      node,
      incoming: facts.incomingCardinality(node.id),
      fed: facts.fed(node.id),
      authentication: facts.authentication(node.id),
      // Names of all nodes before this one are many; only a kind that looks at them pays for them.
      get scope() {
        return scopeEntries(facts, node.id)
      },
    }
    for (const problem of kind.check(settings, nodeFacts)) yield placed(context, node.id, problem)
  }
}

/** A kind knows its settings, not where its node stands: paths that do not begin at the root are taken as inside the settings. */
function placed(
  context: OperationContext,
  node: Parameters<OperationContext['nodePath']>[0],
  problem: Problem,
): Problem {
  if (problem.path[0] === 'operations') return problem
  return {
    ...problem,
    path: [...context.nodePath(node), 'settings', ...problem.path],
    place: {
      operation: context.operation.id,
      node,
      ...(problem.path.length === 0 ? {} : { setting: problem.path }),
      ...problem.place,
    },
  }
}
