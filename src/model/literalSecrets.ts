import { isTemplated } from '../expressions/templated.ts'
import { parseTemplate } from '../expressions/parse.ts'

/** A stretch of a text that looks like a secret; `to` exclusive, in UTF-16 units. */
export interface LiteralSecret {
  readonly from: number
  readonly to: number
  /** What it looks like, for people: "a GitHub token". */
  readonly looksLike: string
  /** A name for the credential's field. */
  readonly field: string
  /** Where in the text it stands, when that says how it is sent. */
  readonly in?: 'userinfo-user' | 'userinfo-password' | 'query'
  /** Name of the query parameter. */
  readonly parameter?: string
}

/** Headers and parameters that carry secrets, whatever their values look like. */
const secretNames =
  /^(?:(?:proxy-)?authorization|cookie|(?:x-)?api[-_]?key|(?:x-)?(?:auth|access|refresh|id|bearer|api|csrf|session|private|security)[-_]?token|x-auth|[a-z0-9]+-api-?key|token|secret|client[-_]?secret|password|passwd|pwd|x-(?:[a-z0-9]+-)*(?:key|token|secret|password)|(?:subscription|ocp-apim-subscription)-key|signature|sig)$/i
const harmlessNames =
  /^x-(?:idempotency|request|correlation|partition|cache|row|sort|public|sync|page)-(?:[a-z0-9]+-)*(?:key|token)$|^x-(?:continuation|page|sync)-token$/i

/** Parameters that carry a key with some services and the name of a thing with others: their values tell. */
const perhapsSecretNames = /^(?:key|app[-_]?id|app[-_]?key|auth)$/i
const looksLikeKey = (value: string): boolean =>
  /^[\w.~-]{20,512}$/.test(value) && /\d/.test(value) && /[a-zA-Z]/.test(value) && !uuid.test(value)

/** Whether a header or parameter of this name carries this value as a secret. */
const isSecretRow = (name: string, value: string): boolean =>
  isSecretName(name) ||
  // A token of a known form is told as what it is.
  (perhapsSecretNames.test(name.trim()) && looksLikeKey(value.trim()) && findKnownTokens(value).length === 0)

/** Whether a header or parameter of this name carries a secret. */
export function isSecretName(name: string): boolean {
  const trimmed = name.trim()
  return secretNames.test(trimmed) && !harmlessNames.test(trimmed)
}

/** Tokens that say by their form whose they are. Forms as the vendors publish them for secret scanning. */
const forms: readonly { readonly pattern: RegExp; readonly looksLike: string; readonly field: string }[] = [
  { pattern: /\b[sr]k_(?:live|test)_[0-9a-zA-Z]{10,}/g, looksLike: 'a Stripe key', field: 'secret_key' },
  {
    pattern: /\b(?:gh[pousr]_[0-9a-zA-Z]{20,}|github_pat_[0-9a-zA-Z_]{20,})/g,
    looksLike: 'a GitHub token',
    field: 'token',
  },
  { pattern: /\bglpat-[0-9a-zA-Z_-]{20,}/g, looksLike: 'a GitLab token', field: 'token' },
  { pattern: /\bxox[abeprs]-[0-9a-zA-Z-]{10,}/g, looksLike: 'a Slack token', field: 'token' },
  { pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, looksLike: 'an AWS access key', field: 'access_key' },
  { pattern: /\bAIza[0-9A-Za-z_-]{35}/g, looksLike: 'a Google API key', field: 'key' },
  { pattern: /\bSG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}/g, looksLike: 'a SendGrid key', field: 'key' },
  { pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g, looksLike: 'a Shopify token', field: 'token' },
  { pattern: /\bnpm_[0-9A-Za-z]{36}/g, looksLike: 'an npm token', field: 'token' },
  { pattern: /\bdop_v1_[0-9a-f]{64}/g, looksLike: 'a DigitalOcean token', field: 'token' },
  // The last part of a webhook's path, behind the ids of a team and of an app.
  {
    pattern: /(?<=\/services\/T[A-Z0-9]{6,16}\/B[A-Z0-9]{6,16}\/)[0-9A-Za-z]{16,64}/g,
    looksLike: 'the key of a webhook',
    field: 'webhook_key',
  },
  {
    pattern: /(?<=\/bot)\d{6,12}:[0-9A-Za-z_-]{30,64}/g,
    looksLike: 'the token of a bot',
    field: 'bot_token',
  },
  // RFC 7519: a header that begins with {" in base64url, and two more parts.
  {
    pattern: /\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*/g,
    looksLike: 'a JSON Web Token',
    field: 'token',
  },
  {
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    looksLike: 'a private key',
    field: 'private_key',
  },
]

/** A piece of every form: nearly all texts of a document hold none, and are then looked at once, not a dozen times. */
const anyForm =
  /[sr]k_(?:live|test)|gh[pousr]_|github_pat|glpat-|xox[a-z]-|A[KS]IA|AIza|SG\.|shp[a-z]{2}_|npm_|dop_v1|eyJ|PRIVATE KEY|\/services\/T|\/bot\d/

/** Tokens of a known form, anywhere in a text. Never looks into expressions: they name secrets, they hold none. */
export function findKnownTokens(text: string): LiteralSecret[] {
  if (!anyForm.test(text)) return []
  const found: LiteralSecret[] = []
  for (const part of literalParts(text))
    for (const { pattern, looksLike, field } of forms)
      for (const match of part.text.matchAll(pattern)) {
        const from = part.from + match.index
        found.push({ from, to: from + match[0].length, looksLike, field })
      }
  return found.toSorted((a, b) => a.from - b.from)
}

/**
 * `user:pass@` before the host (RFC 3986, 3.2.1), secrets among the parameters of an address, and tokens of a known form
 * elsewhere in it. No two overlap: a token that is the value of a parameter is found once, as that.
 */
export function findSecretsInAddress(address: string): LiteralSecret[] {
  const found: LiteralSecret[] = []
  const userinfo = /^(\s*[a-z][a-z0-9+.-]*:\/\/)([^/?#@\s:]*):([^/?#@\s]+)@/i.exec(address)
  if (userinfo !== null && !isTemplated(userinfo[3] ?? '')) {
    const from = (userinfo[1] ?? '').length
    const middle = from + (userinfo[2] ?? '').length
    const words = 'a user name and password'
    if (middle > from)
      found.push({ from, to: middle, looksLike: words, field: 'username', in: 'userinfo-user' })
    found.push({
      from: middle + 1,
      to: middle + 1 + (userinfo[3] ?? '').length,
      looksLike: words,
      field: 'password',
      in: 'userinfo-password',
    })
  }
  for (const match of address.matchAll(/[?&]([^=&#{}]+)=([^&#]*)/g)) {
    const [, parameter = '', value = ''] = match
    if (value === '' || isTemplated(value) || !isSecretRow(parameter, value)) continue
    const from = match.index + match[0].length - value.length
    found.push({
      from,
      to: from + value.length,
      looksLike: `the value of “${parameter}”`,
      field: fieldName(parameter),
      in: 'query',
      parameter,
    })
  }
  const apart = findKnownTokens(address).filter(({ from, to }) =>
    found.every((other) => to <= other.from || from >= other.to),
  )
  return [...found, ...apart]
}

/**
 * The secret in the value of a header or parameter: all of it behind a scheme's word (`Bearer`), where the name says so; a
 * token of a known form; or a long value that looks random.
 */
export function findSecretInRow(name: string, value: string): LiteralSecret | undefined {
  if (value.trim() === '') return undefined
  if (isSecretRow(name, value) && !isTemplated(value)) {
    const scheme = /^\s*(?:(?:Bearer|Basic|Token|ApiKey|Key|Bot|OAuth)\s+)?/i.exec(value)?.[0].length ?? 0
    if (scheme >= value.trimEnd().length) return undefined
    return {
      from: scheme,
      to: value.trimEnd().length,
      looksLike: `the value of “${name.trim()}”`,
      field: fieldName(/^(?:proxy-)?authorization$/i.test(name.trim()) ? 'token' : name),
    }
  }
  const token = findKnownTokens(value)[0]
  if (token !== undefined) return token
  if (isTemplated(value) || !looksRandom(value.trim()) || publicNames.test(name.trim())) return undefined
  const from = value.length - value.trimStart().length
  return { from, to: from + value.trim().length, looksLike: 'a long random key', field: fieldName(name) }
}

/** Headers and parameters whose long values are no secrets. */
const publicNames =
  /^(?:if-(?:none-)?match|etag|content-(?:md5|digest)|digest|idempotency-key|traceparent|tracestate|user-agent|accept|cursor|after|before|starting_after|page_?token|next_?token|.*application-id|.*client-?id)$/i

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** At least 32 characters of a key's alphabet, letters and digits mixed, 3.5 bits a character or more. */
function looksRandom(text: string): boolean {
  if (!/^[\w+/=.~-]{32,512}$/.test(text) || uuid.test(text)) return false
  if (!/\d/.test(text) || !/[a-zA-Z]/.test(text)) return false
  return bitsPerCharacter(text) >= 3.5
}

/** Shannon entropy. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** A name for a credential's field: `X-API-Key` → `api_key`. */
export function fieldName(name: string): string {
  const made = name
    .trim()
    .toLowerCase()
    .replace(/^x-/, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return made === '' || /^\d/.test(made) ? 'key' : made
}

function literalParts(text: string): readonly { readonly text: string; readonly from: number }[] {
  if (!isTemplated(text)) return [{ text, from: 0 }]
  return parseTemplate(text).parts.flatMap((part) =>
    part.type === 'text' ? [{ text: part.text, from: part.from }] : [],
  )
}
