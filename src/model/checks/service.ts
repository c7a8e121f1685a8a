import { checkTemplate } from '../../expressions/check.ts'
import { isTemplated } from '../../expressions/templated.ts'
import type { ScopeEntry } from '../../expressions/scope.ts'
import type { Authentication, Connector } from '../document.ts'
import type { Edit } from '../edits.ts'
import { findScheme } from '../schemes.ts'
import type { Problem, ProblemPath } from '../problem.ts'
import {
  credentialEntries,
  defaultsScopeEntries,
  errorRuleScopeEntries,
  serviceScopeEntries,
} from '../scope.ts'
import type { ConnectorCheck } from './context.ts'
import { settingTexts, suggestionFix } from './expressions.ts'
import { fieldNameProblem } from './names.ts'
import { headerProblem, isHeaderName, literalOrigin } from './request.ts'
import { serviceSecrets } from './secrets.ts'

export const serviceChecks: readonly ConnectorCheck[] = [
  title,
  baseUrl,
  defaults,
  testOperation,
  authentications,
  serviceSecrets,
]

const error = (code: string, path: ProblemPath, message: string): Problem => ({
  code,
  severity: 'error',
  path,
  message,
})

function* title({ service }: Connector): Iterable<Problem> {
  if (service.title.trim() === '')
    yield error(
      'title-empty',
      ['service', 'title'],
      'The service has no title. Name the system that is called.',
    )
}

function* baseUrl({ service }: Connector): Iterable<Problem> {
  const path = ['service', 'baseUrl']
  const { baseUrl } = service
  yield* templateProblems(baseUrl, path, serviceScopeEntries(service.authentications), (value) => ({
    edit: 'changeService',
    values: { baseUrl: value },
  }))
  if (baseUrl.trim() === '') {
    yield error(
      'base-url-missing',
      path,
      'The service has no base URL. Write where it is, such as https://api.example.com.',
    )
    return
  }
  const address = baseUrl.trim()
  const sound =
    /^https?:\/\/[^/?#]/i.test(address) && (literalOrigin(address) !== undefined || isTemplated(address))
  if (sound) return
  const withScheme = `https://${address.replace(/^(?:https?:)?\/*/i, '')}`
  const fixable = !/^[a-z][a-z0-9+.-]*:\/\//i.test(address) && literalOrigin(withScheme) !== undefined
  yield {
    ...error(
      'base-url-not-absolute',
      path,
      'The base URL is no web address that can be called. It begins with https:// or http:// and names a host.',
    ),
    ...(fixable
      ? {
          fix: {
            label: `Use “${withScheme}”`,
            edits: [{ edit: 'changeService', values: { baseUrl: withScheme } }],
          },
        }
      : {}),
  }
}

function* defaults(connector: Connector): Iterable<Problem> {
  const { service } = connector
  const path = ['service', 'defaults']
  const scope = defaultsScopeEntries(connector)
  for (const list of ['headers', 'query'] as const)
    for (const [index, row] of service.defaults[list].entries()) {
      if (!row.enabled) continue
      for (const key of ['name', 'value'] as const)
        yield* templateProblems(row[key], [...path, list, index, key], scope, (value) => ({
          edit: 'changeService',
          values: {
            defaults: {
              ...service.defaults,
              [list]: service.defaults[list].map((other, place) =>
                place === index ? { ...other, [key]: value } : other,
              ),
            },
          },
        }))
      const wrong = list === 'headers' ? headerProblem(row) : undefined
      if (wrong !== undefined)
        yield error(wrong.code, [...path, list, index, wrong.key], `The service's defaults: ${wrong.message}`)
    }
  for (const [index, rule] of service.defaults.errorRules.entries())
    for (const [setting, text] of settingTexts(rule as never))
      yield* templateProblems(text, [...path, 'errorRules', index, ...setting], errorRuleScopeEntries)
}

function* testOperation({ service, operations }: Connector): Iterable<Problem> {
  const wanted = service.testOperation
  if (wanted === undefined || operations.some(({ id }) => id === wanted)) return
  yield {
    ...error(
      'test-operation-unknown',
      ['service', 'testOperation'],
      'The operation that tests a connection is not there any more. Choose another one, or none for a plain call.',
    ),
    fix: {
      label: 'Use a plain call of the base URL',
      edits: [{ edit: 'changeService', values: {}, clear: ['testOperation'] }],
    },
  }
}

function* authentications({ service }: Connector): Iterable<Problem> {
  for (const [index, authentication] of service.authentications.entries()) {
    const path = ['service', 'authentications', index]
    const name = authentication.title === '' ? 'An authentication' : `“${authentication.title}”`
    if (findScheme(authentication.scheme) === undefined)
      yield {
        ...error(
          'unknown-scheme',
          [...path, 'scheme'],
          `${name} is of a scheme this Patchbay does not know. Its fields and placements work as they are written.`,
        ),
        severity: 'warning',
      }
    yield* credentialFields(authentication, path, name)
    yield* placements(authentication, path, name)
    yield* login(authentication, path, name)
    yield* expiry(authentication, path, name)
  }
}

function* credentialFields(
  authentication: Authentication,
  path: ProblemPath,
  name: string,
): Iterable<Problem> {
  const seen = new Set<string>()
  for (const [index, field] of authentication.fields.entries()) {
    const at = [...path, 'fields', index, 'name']
    const wrong = fieldNameProblem(field.name)
    if (wrong !== undefined)
      yield error('bad-name', at, `${name}: a field ${wrong}. Placements call it “auth.NAME”.`)
    else if (seen.has(field.name))
      yield error(
        'name-duplicate',
        at,
        `${name} has two fields called “${field.name}”. Give each a name of its own.`,
      )
    seen.add(field.name)
  }
}

function* placements(authentication: Authentication, path: ProblemPath, name: string): Iterable<Problem> {
  const scope = credentialEntries(authentication)
  for (const [index, placement] of authentication.placements.entries()) {
    const at = [...path, 'placements', index]
    if (placement.name.trim() === '')
      yield error(
        'placement-unnamed',
        [...at, 'name'],
        `${name} puts a value into a ${placement.in} without a name.`,
      )
    else if ((placement.in === 'header' || placement.in === 'cookie') && !isHeaderName(placement.name))
      yield error(
        'bad-header-name',
        [...at, 'name'],
        `${name} puts a value into a ${placement.in} whose name cannot be sent. Use letters, digits and hyphens.`,
      )
    yield* templateProblems(placement.value, [...at, 'value'], scope, (value) => ({
      edit: 'changeAuthentication',
      authentication: authentication.id,
      values: {
        placements: authentication.placements.map((other, place) =>
          place === index ? { ...other, value } : other,
        ),
      },
    }))
  }
}

function* login(authentication: Authentication, path: ProblemPath, name: string): Iterable<Problem> {
  const { login: found, fields } = authentication
  const brought = fields.filter(({ filledBy }) => filledBy === 'login')
  for (const { name: field } of brought)
    if (found?.reads.some((read) => read.field === field) !== true)
      yield error(
        'login-field-unread',
        [...path, 'fields', fields.findIndex((each) => each.name === field), 'filledBy'],
        `${name}: nobody fills in “${field}”. Say where the login request's answer has it, or let each user fill it in.`,
      )
  if (found === undefined) return
  const at = [...path, 'login']
  if (found.url.trim() === '')
    yield error('login-address-missing', [...at, 'url'], `${name}: the login request has no address.`)
  yield* templateProblems(found.url, [...at, 'url'], credentialEntries(authentication))
  for (const [index, placement] of found.placements.entries()) {
    if (placement.name.trim() === '')
      yield error(
        'placement-unnamed',
        [...at, 'placements', index, 'name'],
        `${name}: the login request puts a value into a ${placement.in} without a name.`,
      )
    yield* templateProblems(
      placement.value,
      [...at, 'placements', index, 'value'],
      credentialEntries(authentication),
    )
  }
  if (found.reads.length === 0)
    yield error(
      'login-reads-nothing',
      [...at, 'reads'],
      `${name}: nothing is read from the answer of the login request, so no request carries what it brings.`,
    )
  for (const [index, read] of found.reads.entries()) {
    if (!fields.some(({ name: field }) => field === read.field))
      yield error(
        'login-field-unknown',
        [...at, 'reads', index, 'field'],
        `${name}: the login request fills “${read.field}”, which is none of its fields.`,
      )
    if (read.at.trim() === '')
      yield error(
        'login-place-missing',
        [...at, 'reads', index, 'at'],
        `${name}: where does the login request's answer have “${read.field}”? Write a path, such as data.access_token.`,
      )
  }
}

function* expiry({ expiry: rules }: Authentication, path: ProblemPath, name: string): Iterable<Problem> {
  for (const [index, rule] of rules.entries()) {
    const needsNumber = rule.when === 'status' || rule.when === 'age'
    if (needsNumber ? rule.number !== undefined : (rule.at ?? '').trim() !== '') continue
    yield error(
      'expiry-incomplete',
      [...path, 'expiry', index, needsNumber ? 'number' : 'at'],
      `${name}: the ${index + 1}. sign of expiry says nothing yet, so it is never seen.`,
    )
  }
}

function* templateProblems(
  text: string,
  path: ProblemPath,
  scope: readonly ScopeEntry[],
  edit?: (value: string) => Edit,
): Iterable<Problem> {
  for (const problem of checkTemplate(text, scope)) {
    const fix = edit === undefined ? undefined : suggestionFix(text, problem, edit)
    yield { ...error(problem.code, path, problem.message), ...(fix === undefined ? {} : { fix }) }
  }
}
