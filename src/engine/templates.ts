import {
  compileTemplate,
  ExpressionFailure,
  type Scope,
  templateReferences,
} from '../expressions/evaluate.ts'
import { isTemplated } from '../expressions/templated.ts'
import { EngineError } from './errors.ts'

type Compiled = (scope: Scope) => unknown
type SettingPath = readonly (string | number)[]

/** The templates of one node's settings, compiled once and kept as long as the plan. */
export interface Templates {
  /** A setting with its templates evaluated; see `NodeContext.evaluate`. */
  evaluate(setting: unknown, scope: Scope): unknown
  /** Titles written as `nodes["Title"]` anywhere in the settings. */
  readonly titles: ReadonlySet<string>
}

/** Reads the settings of one node. What is compiled is found again by the text, or by the identity of a list or object. */
export function createTemplates(settings: unknown): Templates {
  const places = new Map<string, SettingPath>()
  const titles = new Set<string>()
  eachTemplate(settings, [], (source, path) => {
    if (places.has(source)) return
    places.set(source, path)
    for (const { root, steps } of templateReferences(source)) {
      if (root === 'nodes' && steps[0] !== undefined) titles.add(String(steps[0].key))
    }
  })
  const texts = new Map<string, Compiled>()
  const trees = new WeakMap<object, Compiled>()

  const compileText = (source: string): Compiled => {
    const known = texts.get(source)
    if (known !== undefined) return known
    const compiled = explaining(compileTemplate(source), places.get(source))
    texts.set(source, compiled)
    return compiled
  }
  const compile = (setting: unknown): Compiled => {
    if (typeof setting === 'string') return isTemplated(setting) ? compileText(setting) : () => setting
    if (typeof setting !== 'object' || setting === null) return () => setting
    const known = trees.get(setting)
    if (known !== undefined) return known
    const compiled = compileTree(setting, compile)
    trees.set(setting, compiled)
    return compiled
  }
  return { titles, evaluate: (setting, scope) => compile(setting)(scope) }
}

function compileTree(setting: object, compile: (part: unknown) => Compiled): Compiled {
  if (!holdsTemplate(setting)) return () => setting
  if (Array.isArray(setting)) {
    const parts = setting.map(compile)
    return (scope) => parts.map((part) => part(scope))
  }
  const members = Object.entries(setting).map(([key, part]) => [key, compile(part)] as const)
  // Through entries, so that a member called `__proto__` is a member.
  return (scope) => Object.fromEntries(members.map(([key, part]) => [key, part(scope)]))
}

function holdsTemplate(setting: unknown): boolean {
  let found = false
  eachTemplate(setting, [], () => {
    found = true
  })
  return found
}

function eachTemplate(
  setting: unknown,
  path: SettingPath,
  visit: (source: string, path: SettingPath) => void,
): void {
  if (typeof setting === 'string') {
    if (isTemplated(setting)) visit(setting, path)
  } else if (Array.isArray(setting)) {
    for (const [index, part] of setting.entries()) eachTemplate(part, [...path, index], visit)
  } else if (typeof setting === 'object' && setting !== null) {
    for (const [key, part] of Object.entries(setting)) eachTemplate(part, [...path, key], visit)
  }
}

/** `query › 2 › value`: rows are counted from 1, as people do. */
function placeInWords(path: SettingPath): string {
  return path.map((step) => (typeof step === 'number' ? step + 1 : step)).join(' › ')
}

function explaining(compiled: Compiled, path: SettingPath | undefined): Compiled {
  return (scope) => {
    try {
      return compiled(scope)
    } catch (error) {
      if (!(error instanceof ExpressionFailure)) throw error
      const where = path === undefined || path.length === 0 ? '' : `In the setting ${placeInWords(path)}: `
      throw new EngineError('expression', `${where}${error.message}`, { cause: error })
    }
  }
}
