import type { NodeFacts } from '../../model/kinds.ts'
import type { Problem } from '../../model/problem.ts'
import { isTemplated } from '../../expressions/evaluate.ts'
import { settingProblem } from '../settingProblem.ts'
import { transportHeaders } from './draftHeaders.ts'
import { compileJsonTemplate } from './jsonTemplate.ts'
import { parseRecordPath } from './recordPath.ts'
import type { RequestSettings } from './settings.ts'

type Check = (settings: RequestSettings, facts: NodeFacts) => readonly Problem[]

/** What is wrong with a request before it is sent, beside its expressions (which the model checks). */
export const checkRequest: Check = (settings, facts) => checks.flatMap((check) => check(settings, facts))

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

const checkAddress: Check = ({ url }, facts) => {
  const typed = url.trim()
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed)?.[1]?.toLowerCase()
  const at = ['url']
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    return [
      settingProblem(facts, at, {
        code: 'address-scheme',
        message: `Only http and https addresses can be called, not ${scheme}.`,
      }),
    ]
  if (scheme === undefined && !typed.startsWith('{{') && facts.connector.service.baseUrl.trim() === '')
    return [
      settingProblem(facts, at, {
        code: 'base-url-missing',
        message:
          'The address begins at the base URL, and the service has none. Set it, or write a whole address.',
      }),
    ]
  if (scheme !== undefined && /^[a-z]+:\/\/[^/?#]*@/i.test(typed))
    return [
      settingProblem(facts, at, {
        code: 'address-userinfo',
        message:
          'The address holds a user name or a password. Put them in a Basic authentication of the service.',
      }),
    ]
  return []
}

/** E19, told before a run where the addresses are written out. */
const checkOrigin: Check = ({ url }, facts) => {
  if (facts.authentication === undefined) return []
  const own = originOfText(facts.connector.service.baseUrl)
  const target = originOfText(url)
  if (own === undefined || target === undefined || own === target) return []
  return [
    settingProblem(facts, ['url'], {
      code: 'foreign-origin',
      message: `This request goes to ${target}, but its credential is for ${own} and is sent nowhere else. Disconnect auth, or call the service.`,
    }),
  ]
}

function originOfText(address: string): string | undefined {
  const start = /^\s*(https?:\/\/[^/?#{}]+)(?:[/?#]|\s*$)/i.exec(address)?.[1]
  try {
    return start === undefined ? undefined : new URL(start).origin
  } catch {
    return undefined
  }
}

const checkHeaders: Check = ({ headers }, facts) =>
  headers.flatMap(({ name, value, enabled }, index) => {
    if (!enabled) return []
    const at = (key: string) => ['headers', index, key]
    if (name === '' && value !== '')
      return settingProblem(facts, at('name'), {
        code: 'header-name-missing',
        message: 'This header has no name, so it is not sent. Name it, or delete it.',
        severity: 'warning',
      })
    if (isTemplated(name) || name === '') return []
    if (!headerName.test(name))
      return settingProblem(facts, at('name'), {
        code: 'header-name',
        message: `“${name.slice(0, 60)}” cannot be the name of a header. Use letters, digits and -.`,
      })
    if (transportHeaders.has(name.toLowerCase()))
      return settingProblem(facts, at('name'), {
        code: 'header-of-transport',
        message: `${name} is written by Patchbay when the request is sent. This row is not used.`,
        severity: 'warning',
      })
    if (/[\r\n\0]/.test(value))
      return settingProblem(facts, at('value'), {
        code: 'header-line-break',
        message: `${name} holds a line break, which a header cannot. Take it out.`,
      })
    return looksSecret(name, value)
      ? settingProblem(facts, at('value'), {
          code: 'literal-secret',
          message: `${name} looks like a secret, and this document is shared. Put it in an authentication of the service.`,
          severity: 'warning',
        })
      : []
  })

const secretName =
  /^(?:proxy-)?authorization$|^cookie$|(?:api|access|auth|rest|secret|private|client)[-_]?(?:key|token|secret)|^(?:x-)?token$|passw/i

/** A value typed where credentials usually stand: long enough, no words, no expression. */
const looksSecret = (name: string, value: string): boolean =>
  !isTemplated(value) && value.trim().length >= 8 && secretName.test(name)

const checkQuery: Check = ({ query }, facts) =>
  query.flatMap(({ name, value, enabled }, index) =>
    enabled && looksSecret(name, value)
      ? settingProblem(facts, ['query', index, 'value'], {
          code: 'literal-secret',
          message: `${name} looks like a secret, and this document is shared. Put it in an authentication of the service.`,
          severity: 'warning',
        })
      : [],
  )

const checkBody: Check = ({ body }, facts) => {
  const checked = { json: ['text', body.text], graphql: ['variables', body.variables] } as const
  if (body.kind !== 'json' && body.kind !== 'graphql') return []
  const [key, text] = checked[body.kind]
  if (text === undefined || text.trim() === '') return []
  const compiled = compileJsonTemplate(text, body.whenEmpty ?? 'omit', 'The body')
  if ('template' in compiled) return []
  const { message, line, column } = compiled.mistake
  return [
    settingProblem(facts, ['body', key], {
      code: 'body-not-json',
      message: `This is no JSON: ${message} (line ${line}, column ${column})`,
    }),
  ]
}

const checkRecords: Check = ({ records, answer }, facts) =>
  records.trim() === '' || answer === 'full' || parseRecordPath(records) !== undefined
    ? []
    : [
        settingProblem(facts, ['records'], {
          code: 'record-path',
          message: `“${records.slice(0, 60)}” is no path. Write it like results or data.items.`,
        }),
      ]

const checks: readonly Check[] = [
  checkAddress,
  checkOrigin,
  checkHeaders,
  checkQuery,
  checkBody,
  checkRecords,
]
