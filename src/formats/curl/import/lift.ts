import { encodeBase64 } from '../../../expressions/encodings.ts'
import type { Placement } from '../../../model/document.ts'
import { fieldName, findKnownTokens, findSecretInRow, isSecretName } from '../../../model/literalSecrets.ts'
import { decodeBase64 } from '../../../nodes/request/base64.ts'
import { isMarked, markedIn, toTemplate } from './marked.ts'
import { inputName, inputTitle } from './names.ts'

/** Something that signs in, taken out of a request: a field of the credential, and its value where the command holds one. */
export interface LiftedField {
  name: string
  title: string
  secret: boolean
  /** As a person would fill it in; undefined: the command names a variable in its place. */
  value: string | undefined
  /** What the command has in place of a value: `$TOKEN`. */
  variable?: string
  /** As it stands in the command, to be masked where the command is shown. */
  written: string | undefined
}

export interface Lifted {
  fields: LiftedField[]
  /** Where they go. Empty where a text of the request names the field itself. */
  placements: Placement[]
}

/** Names that say who asks; they belong beside a key and are no secret. */
const accountName = /(?:^|-)(?:application|app|client|account|tenant|workspace)-?id$/i

const schemeWord = /^(?:Bearer|Token|ApiKey|Key|Bot|OAuth|SSWS|GenieKey|Zoho-oauthtoken)\s+/i

/** What lifting needs to know of the request it is done for. */
export interface LiftContext {
  /** What variable a mark stands for, by name. */
  nameOf(index: number): string
  /** … and as it is written. */
  textOf(index: number): string
  /** The text with its marks written out as they stood in the command. */
  written(text: string): string
  /** A field's name that is free in this request. */
  free(name: string): string
}

type Facts = Pick<LiftedField, 'name' | 'title' | 'secret'>

/** What of a header or query parameter signs in, lifted; undefined: it says nothing of the kind. `value` is marked. */
export function liftRow(
  place: 'header' | 'query',
  name: string,
  value: string,
  context: LiftContext,
): Lifted | undefined {
  if (/^authorization$/i.test(name) && place === 'header') return liftAuthorization(name, value, context)
  if (/^cookie$/i.test(name) && place === 'header')
    return lift({ name: 'cookie', title: 'Cookie', secret: true }, { place, name, value, context })
  const marked = isMarked(value)
  const found = marked ? undefined : findSecretInRow(name, value)
  if (found === undefined && !(marked && isSecretName(name))) return undefined
  const before = value.slice(0, found?.from ?? schemeWord.exec(value)?.[0].length ?? 0)
  return lift(
    { ...called(name), secret: true },
    { place, name, before, value: value.slice(before.length), context },
  )
}

/** A header that says who asks, beside others that sign in. */
export const liftAccount = (name: string, value: string, context: LiftContext): Lifted | undefined =>
  accountName.test(name)
    ? lift({ ...called(name), secret: false }, { place: 'header', name, value, context })
    : undefined

/** A field for a header or parameter: without `X-` and, where enough is left, without the vendor's name behind it. */
function called(name: string): { name: string; title: string } {
  const words = name.replace(/^x-(?:[a-z0-9]+-(?=[a-z0-9]+-[a-z0-9]))?/i, '')
  return { name: inputName(words), title: inputTitle(words) }
}

interface LiftedPlace {
  place: 'header' | 'query'
  name: string
  /** Stands before the secret and is none: the scheme's word. */
  before?: string
  value: string
  context: LiftContext
}

/** The value as one field; where variables stand in it, as a field for each, and what is around them stays. */
function lift(facts: Facts, { place, name, before = '', value, context }: LiftedPlace): Lifted {
  const marked = markedIn(value)
  const fields: LiftedField[] =
    marked.length === 0
      ? [{ ...facts, name: context.free(facts.name), value, written: value }]
      : marked.map((index, at) => ({
          ...(at === 0 ? facts : { ...facts, title: inputTitle(context.nameOf(index)) }),
          name: context.free(at === 0 ? facts.name : inputName(context.nameOf(index))),
          value: undefined,
          variable: context.textOf(index),
          written: undefined,
        }))
  const references = fields.map((field) => `auth.${field.name}`)
  const rest =
    marked.length === 0
      ? `{{ ${references[0] ?? ''} }}`
      : toTemplate(value, (index) => references[marked.indexOf(index)] ?? '')
  return { fields, placements: [{ in: place, name, value: context.written(before) + rest }] }
}

const tokenField: Facts = { name: 'token', title: 'Token', secret: true }

/** RFC 6750. */
export const liftBearer = (token: string, context: LiftContext): Lifted =>
  lift(tokenField, { place: 'header', name: 'Authorization', before: 'Bearer ', value: token, context })

const valueOf = (text: string) => (isMarked(text) ? undefined : text)

/** RFC 7617: base64 of user name, colon and password. Texts are marked. */
export function liftBasic(user: string, password: string, context: LiftContext): Lifted {
  const variableOf = (text: string) => (isMarked(text) ? { variable: context.written(text) } : {})
  const [username, secret] = [context.free('username'), context.free('password')]
  // Services that take a key for the user name want nothing for the password.
  const isKey = password === '' && user !== ''
  return {
    fields: [
      {
        name: username,
        title: isKey ? 'API key' : 'User name',
        secret: isKey,
        value: valueOf(user),
        written: isKey ? valueOf(user) : undefined,
        ...variableOf(user),
      },
      {
        name: secret,
        title: 'Password',
        secret: true,
        value: valueOf(password),
        written: valueOf(password),
        ...variableOf(password),
      },
    ],
    placements: [
      {
        in: 'header',
        name: 'Authorization',
        value: `Basic {{ auth.${username} | append: ":" | append: auth.${secret} | base64_encode }}`,
      },
    ],
  }
}

function liftAuthorization(name: string, value: string, context: LiftContext): Lifted | undefined {
  if (value.trim() === '') return undefined
  const basic = /^Basic\s+([A-Za-z0-9+/]+={0,2})\s*$/i.exec(value)?.[1]
  const pair = basic === undefined ? undefined : fromBase64(basic)
  if (basic !== undefined && pair !== undefined) {
    const colon = pair.indexOf(':')
    const lifted = liftBasic(pair.slice(0, colon), pair.slice(colon + 1), context)
    const fields = lifted.fields.map((field) => (field.secret ? { ...field, written: basic } : field))
    return { ...lifted, fields }
  }
  const before = /^Basic\s+/i.exec(value)?.[0] ?? schemeWord.exec(value)?.[0] ?? ''
  return lift(tokenField, { place: 'header', name, before, value: value.slice(before.length), context })
}

/** Text of base64 that is UTF-8 with a colon in it, and that would be written so again. */
function fromBase64(base64: string): string | undefined {
  const bytes = decodeBase64(base64)
  if (bytes === undefined || encodeBase64(bytes) !== base64) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes(':') ? text : undefined
  } catch {
    return undefined
  }
}

const member = /"([^"\\\uE000-\uF8FF]{1,64})"(\s*:\s*)"((?:[^"\\\uE000-\uF8FF]|\\.){1,4096})"/g

/**
 * Secrets inside a body's text: members of JSON whose name says so, and tokens of a known form. Gives the text with the fields'
 * names in their place, as marks that `named` makes.
 */
export function liftFromText(text: string, isJson: boolean, mark: (field: LiftedField) => string): string {
  const named = isJson
    ? text.replaceAll(member, (whole, name: string, between: string, value: string) =>
        isSecretName(name)
          ? `"${name}"${between}"${mark({ ...called(name), secret: true, value: fromJsonString(value), written: value })}"`
          : whole,
      )
    : text
  let out = ''
  let at = 0
  for (const { from, to, field } of findKnownTokens(named)) {
    if (from < at) continue
    const value = named.slice(from, to)
    const name = inputName(fieldName(field))
    out +=
      named.slice(at, from) + mark({ name, title: inputTitle(field), secret: true, value, written: value })
    at = to
  }
  return out + named.slice(at)
}

function fromJsonString(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text
  }
}
