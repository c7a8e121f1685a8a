import { isTemplated } from '../../expressions/templated.ts'
import { parseTemplate } from '../../expressions/parse.ts'
import type { GraphNode } from '../document.ts'
import type { Json } from '../json.ts'
import type { Problem } from '../problem.ts'
import { JsonError, parseJson } from '../readJson.ts'
import { nodeProblem, type OperationCheck, type OperationContext } from './context.ts'

/** The kind that sends HTTP requests. Its settings are read here as they are stored: half a request is checked too. */
export const requestKind = 'request'

export const requestChecks: readonly OperationCheck[] = [
  each(method),
  each(address),
  each(headers),
  each(jsonBody),
  authNodes,
]

type RequestCheck = (context: OperationContext, node: GraphNode) => Iterable<Problem>

function each(check: RequestCheck): OperationCheck {
  return function* checkRequests(context) {
    for (const node of context.nodes)
      if (node.kind === requestKind && node.disabled !== true) yield* check(context, node)
  }
}

/** RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Whether a text can be the name of a header. */
export const isHeaderName = (name: string): boolean => token.test(name)

function* method(context: OperationContext, node: GraphNode): Iterable<Problem> {
  const { method } = node.settings
  // A node that never had one gets its kind's default.
  if (method === undefined || (typeof method === 'string' && (token.test(method) || isTemplated(method))))
    return
  yield nodeProblem(
    context,
    node.id,
    {
      code: 'method-missing',
      message: `“${node.title}” has no method. Choose one, such as GET.`,
      fix: {
        label: 'Use GET',
        edits: [
          {
            edit: 'setSetting',
            operation: context.operation.id,
            node: node.id,
            path: ['method'],
            value: 'GET',
          },
        ],
      },
    },
    ['method'],
  )
}

/** Scheme, host and port of an address as far as they are written out; undefined where it is relative or a template says. */
export function literalOrigin(address: string): string | undefined {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(address.trim())
  if (match === null || isTemplated(match[2] ?? '')) return undefined
  try {
    const url = new URL(`${match[1]}://${match[2]}`)
    return `${url.protocol}//${url.host}`
  } catch {
    return undefined
  }
}

function* address(context: OperationContext, node: GraphNode): Iterable<Problem> {
  const { url } = node.settings
  if (typeof url !== 'string') return
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme !== undefined && url.includes('://') && scheme !== 'http' && scheme !== 'https') {
    yield nodeProblem(
      context,
      node.id,
      {
        code: 'url-not-http',
        message: `“${node.title}” asks for a ${scheme} address. Only http and https can be sent.`,
      },
      ['url'],
    )
    return
  }
  if (/^\s*https?:\/\//i.test(url)) {
    const authority = url.trim().replace(/^https?:\/\//i, '')
    if (
      authority === '' ||
      /^[/?#]/.test(authority) ||
      (literalOrigin(url) === undefined && !isTemplated(authority))
    ) {
      yield nodeProblem(
        context,
        node.id,
        {
          code: 'url-no-host',
          message: `“${node.title}” has an address without a host that could be called.`,
        },
        ['url'],
      )
      return
    }
  }
  const origin = literalOrigin(url)
  const home = literalOrigin(context.connector.service.baseUrl)
  if (origin === undefined || home === undefined || origin === home) return
  if (context.facts.authentication(node.id) === undefined) return
  yield nodeProblem(
    context,
    node.id,
    {
      code: 'foreign-origin',
      severity: 'warning',
      message: `“${node.title}” asks ${origin}, but the credential is for ${home}. It is never sent anywhere else, so this request would fail. Use the service's address, or take the Auth edge away.`,
    },
    ['url'],
  )
}

interface StoredRow {
  readonly name: string
  readonly value: string
}

/** Rows that are on, with their index; whatever else stands in the list is for the settings' schema to tell of. */
export function* storedRows(rows: Json | undefined): Generator<readonly [number, StoredRow]> {
  if (!Array.isArray(rows)) return
  for (const [index, row] of rows.entries()) {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) continue
    const { name, value, enabled } = row as { readonly [key: string]: Json }
    if (typeof name === 'string' && typeof value === 'string' && enabled !== false)
      yield [index, { name, value }]
  }
}

function* headers(context: OperationContext, node: GraphNode): Iterable<Problem> {
  for (const [index, row] of storedRows(node.settings['headers'])) {
    const wrong = headerProblem(row)
    if (wrong !== undefined)
      yield nodeProblem(
        context,
        node.id,
        { code: wrong.code, message: `“${node.title}”: ${wrong.message}` },
        ['headers', index, wrong.key],
      )
  }
}

/** What is wrong with a header as far as it is written out. */
export function headerProblem({
  name,
  value,
}: StoredRow):
  | { readonly code: string; readonly key: 'name' | 'value'; readonly message: string }
  | undefined {
  if (name.trim() === '' && value === '') return undefined
  if (!isTemplated(name) && !isHeaderName(name))
    return {
      code: 'bad-header-name',
      key: 'name',
      message:
        name.trim() === ''
          ? 'a header has no name. Name it or remove it.'
          : 'a header has a name that cannot be sent. Use letters, digits and hyphens, with no blanks or colons.',
    }
  // oxlint-disable-next-line no-control-regex -- RFC 9110, 5.5: a field value holds no control character but the tab.
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(literalText(value)))
    return {
      code: 'bad-header-value',
      key: 'value',
      message: `the header “${name}” has a line break or control character in its value, which cannot be sent.`,
    }
  return undefined
}

/** What stands outside of the braces. */
function literalText(template: string): string {
  if (!isTemplated(template)) return template
  return parseTemplate(template)
    .parts.map((part) => (part.type === 'text' ? part.text : ''))
    .join('')
}

function* jsonBody(context: OperationContext, node: GraphNode): Iterable<Problem> {
  const { body } = node.settings
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return
  const { kind, text, variables } = body as { readonly [key: string]: Json }
  const checked =
    kind === 'json'
      ? (['text', text] as const)
      : kind === 'graphql'
        ? (['variables', variables] as const)
        : undefined
  if (checked === undefined) return
  const [key, source] = checked
  if (typeof source !== 'string' || source.trim() === '') return
  const wrong = jsonTemplateProblem(source)
  if (wrong === undefined) return
  yield nodeProblem(
    context,
    node.id,
    {
      code: 'body-not-json',
      message: `The ${key === 'text' ? 'body' : 'variables'} of “${node.title}” cannot be read as JSON. ${wrong.message}.`,
    },
    ['body', key],
  )
}

/**
 * What is wrong with JSON that holds `{{ expressions }}`: each stands for a value, or for a part of a text where it is inside
 * quotes. The expressions are replaced by as many characters, so that offsets and columns are those of the source.
 */
export function jsonTemplateProblem(source: string): JsonError | undefined {
  let json = ''
  let inText = false
  for (const part of parseTemplate(source).parts) {
    const length = part.to - part.from
    if (part.type === 'expression') {
      const written = source.slice(part.from, part.to)
      // Line breaks inside the braces keep their places where JSON allows them, so that lines are counted right.
      json += inText ? 'x'.repeat(length) : `0${written.slice(1).replace(/[^\n]/g, ' ')}`
      continue
    }
    json += source.slice(part.from, part.to)
    inText = endsInText(part.text, inText)
  }
  try {
    parseJson(json)
    return undefined
  } catch (error) {
    if (error instanceof JsonError) return error
    throw error
  }
}

function endsInText(text: string, inText: boolean): boolean {
  let open = inText
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && open) at++
    else if (text[at] === '"') open = !open
  }
  return open
}

function* authNodes(context: OperationContext): Iterable<Problem> {
  const { authentications } = context.connector.service
  for (const node of context.nodes) {
    const isAuth = context.facts
      .kind(node.id)
      ?.ports.some((port) => port.way === 'out' && port.carries === 'auth')
    if (isAuth !== true || node.disabled === true) continue
    const wanted = node.settings['authentication']
    if (authentications.some(({ id }) => id === wanted)) continue
    const only = authentications.length === 1 ? authentications[0] : undefined
    const missing = wanted === undefined || wanted === ''
    yield nodeProblem(
      context,
      node.id,
      {
        code: missing ? 'authentication-missing' : 'authentication-unknown',
        message: `“${node.title}” ${missing ? 'names no authentication' : 'names an authentication that is not there any more'}. ${authentications.length === 0 ? "Add one in the service's settings." : 'Choose one.'}`,
        fix:
          only === undefined
            ? undefined
            : {
                label: `Use “${only.title}”`,
                edits: [
                  {
                    edit: 'setSetting',
                    operation: context.operation.id,
                    node: node.id,
                    path: ['authentication'],
                    value: only.id,
                  },
                ],
              },
      },
      ['authentication'],
    )
  }
}
