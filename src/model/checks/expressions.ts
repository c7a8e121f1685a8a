import { checkTemplate, type ExpressionProblem } from '../../expressions/check.ts'
import { templateReferences } from '../../expressions/evaluate.ts'
import { isTemplated } from '../../expressions/templated.ts'
import type { ScopeEntry } from '../../expressions/scope.ts'
import type { GraphNode } from '../document.ts'
import type { Edit } from '../edits.ts'
import type { Json } from '../json.ts'
import type { SettingPath } from '../kinds.ts'
import type { Fix, Problem } from '../problem.ts'
import { scopeEntries } from '../scope.ts'
import { nodeProblem, type OperationCheck, type OperationContext } from './context.ts'

/** Every template in every node that is on, but for settings that a kind evaluates with names of its own. */
export const expressionChecks: readonly OperationCheck[] = [expressions]

/** Texts of a setting with their paths, in order. */
export function* settingTexts(
  value: Json,
  path: SettingPath = [],
): Generator<readonly [SettingPath, string]> {
  if (typeof value === 'string') yield [path, value]
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* settingTexts(item as Json, [...path, index])
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) yield* settingTexts(member as Json, [...path, key])
}

/** A suggestion looks through the titles of all nodes; beyond so many in all nobody waits for another. */
const maxTitlesSearched = 100_000

function* expressions(context: OperationContext): Iterable<Problem> {
  let searched = 0
  for (const node of context.nodes) {
    const kind = context.facts.kind(node.id)
    if (kind === undefined || node.disabled === true) continue
    const texts = templates(node, kind.raw ?? [])
    if (texts.length === 0) continue
    // Only the nodes that are written need looking up: a scope of all titles for every node would be a square.
    const scope = scopeEntries(context.facts, node.id, { titles: writtenTitles(texts) })
    let whole: readonly ScopeEntry[] | undefined
    for (const [path, text] of texts) {
      let found = checkTemplate(text, scope)
      if (found.some(({ code }) => code === 'unknown-reference') && searched < maxTitlesSearched) {
        if (whole === undefined) searched += context.nodes.length
        whole ??= scopeEntries(context.facts, node.id)
        found = checkTemplate(text, whole)
      }
      for (const problem of found)
        yield nodeProblem(
          context,
          node.id,
          {
            code: problem.code,
            message: `“${node.title}”: ${problem.message}`,
            fix: suggestionFix(text, problem, (value) => ({
              edit: 'setSetting',
              operation: context.operation.id,
              node: node.id,
              path,
              value,
            })),
          },
          path,
        )
    }
  }
}

function templates(node: GraphNode, raw: readonly string[]): (readonly [SettingPath, string])[] {
  return Object.entries(node.settings)
    .filter(([key]) => !raw.includes(key))
    .flatMap(([key, value]) => [...settingTexts(value, [key])])
    .filter(([, text]) => isTemplated(text))
}

function writtenTitles(texts: readonly (readonly [SettingPath, string])[]): Set<string> {
  const titles = new Set<string>()
  for (const [, text] of texts)
    for (const reference of templateReferences(text)) {
      const title = reference.steps[0]?.key
      if (reference.root === 'nodes' && typeof title === 'string') titles.add(title)
    }
  return titles
}

/** Writes the suggestion where the mistake stands. */
export function suggestionFix(
  text: string,
  { suggestion, from, to }: ExpressionProblem,
  edit: (value: string) => Edit,
): Fix | undefined {
  if (suggestion === undefined) return undefined
  return {
    label: `Write “${suggestion.replace(/^\./, '')}”`,
    edits: [edit(text.slice(0, from) + suggestion + text.slice(to))],
  }
}
