import type { Authentication, Connector, CredentialField, GraphNode, Placement, Row } from '../document.ts'
import type { Edit } from '../edits.ts'
import type { AuthenticationId, EdgeId, NodeId } from '../ids.ts'
import type { Json } from '../json.ts'
import type { SettingPath } from '../kinds.ts'
import {
  fieldName,
  findKnownTokens,
  findSecretInRow,
  findSecretsInAddress,
  type LiteralSecret,
} from '../literalSecrets.ts'
import type { Fix, Problem } from '../problem.ts'
import { takenTitles, uniqueTitle } from '../titles.ts'
import { nodeProblem, type OperationCheck, type OperationContext } from './context.ts'
import { settingTexts } from './expressions.ts'
import { fixId } from './nodes.ts'
import { requestKind, storedRows } from './request.ts'

/**
 * Secrets that are typed where they do not belong. They are warnings: the request works, but the file is about to be kept,
 * shown and shared. *Move to credential* takes the text out and names the credential's field instead. Its edits do not hold the
 * secret; who applies them asks {@link secretAt} first and puts what it gives into the vault.
 */
export const secretChecks: readonly OperationCheck[] = [requestSecrets, tokensAnywhere]

const code = 'literal-secret'

const words = (where: string, secret: LiteralSecret) =>
  `${where} holds ${secret.looksLike}. A secret does not belong into the document: move it to a credential.`

function* requestSecrets(context: OperationContext): Iterable<Problem> {
  for (const node of context.nodes) {
    if (node.kind !== requestKind) continue
    const { url } = node.settings
    if (typeof url === 'string') {
      const found = findSecretsInAddress(url)
      const first = found[0]
      if (first !== undefined)
        yield nodeProblem(
          context,
          node.id,
          {
            code,
            severity: 'warning',
            message: words(`The address of “${node.title}”`, first),
            fix: moveFromAddress(context, node, url, found),
          },
          ['url'],
        )
    }
    for (const list of ['headers', 'query'] as const)
      for (const [index, row] of storedRows(node.settings[list])) {
        const secret = findSecretInRow(row.name, row.value)
        if (secret === undefined) continue
        yield nodeProblem(
          context,
          node.id,
          {
            code,
            severity: 'warning',
            message: words(`“${row.name}” of “${node.title}”`, secret),
            fix: moveFromRow(context, node, list, index, row, secret),
          },
          [list, index, 'value'],
        )
      }
  }
}

/** Tokens of a known form in any other setting: a body, a mapping, the default of an input. */
function* tokensAnywhere(context: OperationContext): Iterable<Problem> {
  for (const node of context.nodes)
    for (const [path, text] of settingTexts(node.settings)) {
      if (node.kind === requestKind && ['url', 'headers', 'query'].includes(String(path[0]))) continue
      const secret = findKnownTokens(text)[0]
      if (secret === undefined) continue
      yield nodeProblem(
        context,
        node.id,
        {
          code,
          severity: 'warning',
          message: words(`“${node.title}”`, secret),
          fix: node.kind === requestKind ? moveFromText(context, node, path, text, secret) : undefined,
        },
        path,
      )
    }
}

const warning = (path: Problem['path'], where: string, secret: LiteralSecret): Problem => ({
  code,
  severity: 'warning',
  path,
  message: words(where, secret),
})

/** The same in the service's own address, defaults and placements. */
export function* serviceSecrets({ service }: Connector): Iterable<Problem> {
  const [inAddress] = findSecretsInAddress(service.baseUrl)
  if (inAddress !== undefined) yield warning(['service', 'baseUrl'], 'The base URL', inAddress)
  for (const list of ['headers', 'query'] as const)
    for (const [index, row] of service.defaults[list].entries()) {
      const secret = findSecretInRow(row.name, row.value)
      if (secret !== undefined)
        yield warning(
          ['service', 'defaults', list, index, 'value'],
          `“${row.name}” of the service's defaults`,
          secret,
        )
    }
  for (const [index, authentication] of service.authentications.entries())
    for (const [place, placement] of authentication.placements.entries()) {
      const secret = findSecretInRow(placement.name, placement.value)
      if (secret !== undefined)
        yield warning(
          ['service', 'authentications', index, 'placements', place, 'value'],
          `“${placement.name}” of “${authentication.title}”`,
          secret,
        )
    }
}

/** What the fix of a problem takes out of the document: values by the names of the credential's fields they belong to. */
export interface SecretAt {
  readonly authentication: AuthenticationId
  readonly values: Readonly<Record<string, string>>
}

/**
 * The secret behind a `literal-secret` problem, to be put into the vault before its fix is applied; undefined where the problem
 * has no fix or the text is no longer there.
 */
export function secretAt(connector: Connector, problem: Problem): SecretAt | undefined {
  const { place, fix } = problem
  if (problem.code !== code || fix === undefined || place?.node === undefined || place.setting === undefined)
    return undefined
  const operation = connector.operations.find(({ id }) => id === place.operation)
  const node = operation?.graph.nodes[place.node]
  let value: unknown = node?.settings
  for (const key of place.setting) value = (value as Record<string | number, unknown> | undefined)?.[key]
  if (node === undefined || typeof value !== 'string') return undefined
  const [list, index] = place.setting
  const row =
    typeof index === 'number' && Array.isArray(node.settings[String(list)])
      ? (node.settings[String(list)] as Json[])[index]
      : undefined
  const name = (row as { readonly name?: unknown } | undefined)?.name
  const isRow =
    node.kind === requestKind && (list === 'headers' || list === 'query') && typeof name === 'string'
  const found =
    list === 'url' && node.kind === requestKind
      ? findSecretsInAddress(value)
      : isRow
        ? [findSecretInRow(name, value)].filter((secret) => secret !== undefined)
        : findKnownTokens(value).slice(0, 1)
  const fields = fix.edits.filter((edit) => edit.edit === 'addCredentialField')
  const values: Record<string, string> = {}
  for (const [place, edit] of fields.entries()) {
    const secret = found[place]
    if (secret !== undefined) values[edit.field.name] = value.slice(secret.from, secret.to)
  }
  const authentication = fields[0]?.authentication
  return authentication === undefined ? undefined : { authentication, values }
}

/** The authentication a secret moves to: the one the request is signed with, or a new one that is joined to it. */
interface Target {
  readonly id: AuthenticationId
  readonly fields: readonly CredentialField[]
  readonly edits: readonly Edit[]
}

function target(context: OperationContext, node: GraphNode): Target | undefined {
  const { connector, operation, facts } = context
  const joined = facts.authentication(node.id)
  if (joined !== undefined) return { id: joined.id, fields: joined.fields, edits: [] }
  const port = facts
    .kind(node.id)
    ?.ports.find((candidate) => candidate.carries === 'auth' && candidate.way === 'in')
  // A node that an edge comes in to already is one to be put right by hand: its auth node is off or names nothing.
  if (port === undefined || facts.incoming(node.id, port.name).length > 0) return undefined
  const auth = Object.values(context.catalog).find((kind) =>
    kind.ports.some((candidate) => candidate.carries === 'auth' && candidate.way === 'out'),
  )
  const out = auth?.ports.find((candidate) => candidate.carries === 'auth')?.name
  if (auth === undefined || out === undefined) return undefined
  const existing = context.nodes.find(
    (other) =>
      other.kind === auth.kind &&
      other.disabled !== true &&
      connector.service.authentications.some(({ id }) => id === other.settings['authentication']),
  )
  const known = connector.service.authentications.find(
    ({ id }) => id === existing?.settings['authentication'],
  )
  const edge = (from: NodeId): Edit => ({
    edit: 'addEdge',
    operation: operation.id,
    edge: {
      id: fixId(operation.graph.edges, from, node.id) as EdgeId,
      from: { node: from, port: out },
      to: { node: node.id, port: port.name },
    },
  })
  if (existing !== undefined && known !== undefined)
    return { id: known.id, fields: known.fields, edits: [edge(existing.id)] }
  const taken = Object.fromEntries(connector.service.authentications.map(({ id }) => [id, true]))
  const id = fixId(taken, node.id, 'credential') as AuthenticationId
  const authNode = fixId(operation.graph.nodes, node.id, 'auth') as NodeId
  const beside = operation.layout[node.id] ?? { x: 0, y: 0 }
  return {
    id,
    fields: [],
    edits: [
      {
        edit: 'addAuthentication',
        value: {
          id,
          title: 'Credential',
          scheme: 'custom',
          fields: [],
          placements: [],
          expiry: [],
        } satisfies Authentication,
      },
      {
        edit: 'addNode',
        operation: operation.id,
        node: {
          id: authNode,
          kind: auth.kind,
          title: uniqueTitle(takenTitles(operation), auth.title),
          settings: { ...(auth.defaults() as Record<string, Json>), authentication: id },
        },
        box: { x: beside.x - 384, y: beside.y + 160 },
      },
      edge(authNode),
    ],
  }
}

function freeName(fields: readonly { readonly name: string }[], wanted: string): string {
  const taken = new Set(fields.map(({ name }) => name))
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number++) if (!taken.has(`${wanted}_${number}`)) return `${wanted}_${number}`
}

const secretField = (name: string, title: string): CredentialField => ({
  name,
  title,
  secret: true,
  filledBy: 'user',
  required: true,
  description: '',
})

const move = (target: Target, edits: readonly Edit[]): Fix => ({
  label: 'Move to credential',
  edits: [...target.edits, ...edits],
})

function addField(target: Target, field: CredentialField, placement?: Placement): Edit {
  return {
    edit: 'addCredentialField',
    authentication: target.id,
    field,
    ...(placement === undefined ? {} : { placement }),
  }
}

/** The row goes, and the credential is placed under its name. */
function moveFromRow(
  context: OperationContext,
  node: GraphNode,
  list: 'headers' | 'query',
  index: number,
  row: Pick<Row, 'name' | 'value'>,
  secret: LiteralSecret,
): Fix | undefined {
  const to = target(context, node)
  if (to === undefined) return undefined
  const name = freeName(to.fields, secret.field)
  const placement: Placement = {
    in: list === 'headers' ? 'header' : 'query',
    name: row.name.trim(),
    value: `${row.value.slice(0, secret.from)}{{ auth.${name} }}${row.value.slice(secret.to)}`.trim(),
  }
  // A row that names other things too stays where it is and names the credential beside them.
  const holdsMore = placement.value.replace(`{{ auth.${name} }}`, '').includes('{{')
  return move(
    to,
    holdsMore
      ? [
          addField(to, secretField(name, row.name.trim())),
          {
            edit: 'setSetting',
            operation: context.operation.id,
            node: node.id,
            path: [list, index, 'value'],
            value: placement.value,
          },
        ]
      : [
          addField(to, secretField(name, row.name.trim()), placement),
          { edit: 'setSetting', operation: context.operation.id, node: node.id, path: [list, index] },
        ],
  )
}

/** User and password become Basic, a parameter a placement in the query, a token in the path a reference. */
function moveFromAddress(
  context: OperationContext,
  node: GraphNode,
  url: string,
  found: readonly LiteralSecret[],
): Fix | undefined {
  const to = target(context, node)
  if (to === undefined) return undefined
  const edits: Edit[] = []
  const fields = [...to.fields]
  const names: string[] = []
  for (const secret of found) {
    const name = freeName(fields, secret.field)
    names.push(name)
    const shown = secret.in === 'userinfo-user'
    const field: CredentialField = {
      ...secretField(
        name,
        shown ? 'User name' : (secret.parameter ?? (secret.in === undefined ? 'Token' : 'Password')),
      ),
      secret: !shown,
    }
    fields.push(field)
    const user = names[found.findIndex((other) => other.in === 'userinfo-user')]
    const placement: Placement | undefined =
      secret.in === 'query'
        ? { in: 'query', name: secret.parameter ?? '', value: `{{ auth.${name} }}` }
        : secret.in === 'userinfo-password'
          ? {
              in: 'header',
              name: 'Authorization',
              value: `Basic {{ ${user === undefined ? '""' : `auth.${user}`} | append: ":" | append: auth.${name} | base64_encode }}`,
            }
          : undefined
    edits.push(addField(to, field, placement))
  }
  edits.push({
    edit: 'setSetting',
    operation: context.operation.id,
    node: node.id,
    path: ['url'],
    value: withoutSecrets(url, found, names),
  })
  return move(to, edits)
}

function withoutSecrets(url: string, found: readonly LiteralSecret[], names: readonly string[]): string {
  let text = url
  for (const [index, secret] of [...found.entries()].toReversed()) {
    const before = text.slice(0, secret.from)
    const after = text.slice(secret.to)
    if (secret.in === 'query') text = joinQuery(before.replace(/[?&][^?&=]*=$/, ''), after, before)
    else if (secret.in === undefined) text = `${before}{{ auth.${names[index]} }}${after}`
    else text = `${before.replace(/:$/, '')}${after.replace(/^@/, '')}`
  }
  return text
}

/** What follows a parameter that was cut out begins the query where nothing else does. */
function joinQuery(before: string, after: string, whole: string): string {
  const began = whole.slice(before.length).startsWith('?')
  return `${before}${began && after.startsWith('&') ? `?${after.slice(1)}` : after}`
}

function moveFromText(
  context: OperationContext,
  node: GraphNode,
  path: SettingPath,
  text: string,
  secret: LiteralSecret,
): Fix | undefined {
  const to = target(context, node)
  if (to === undefined) return undefined
  const name = freeName(to.fields, fieldName(secret.field))
  return move(to, [
    addField(to, secretField(name, secret.looksLike.replace(/^an? /, ''))),
    {
      edit: 'setSetting',
      operation: context.operation.id,
      node: node.id,
      path,
      value: `${text.slice(0, secret.from)}{{ auth.${name} }}${text.slice(secret.to)}`,
    },
  ])
}
