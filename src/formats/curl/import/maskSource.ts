import { isSecretName } from '../../../model/literalSecrets.ts'
import type { LiftedField } from './lift.ts'

/** A source with its secrets hidden, and where what hides them stands; `to` exclusive, in UTF-16 units. */
export interface MaskedSource {
  /** Undefined where a secret is written so that it was not found in the source: then nothing of it is shown. */
  text: string | undefined
  secrets: { from: number; to: number }[]
}

const dots = '••••••••'

/** Each is looked for everywhere; more than these nobody reads, and nothing is shown. */
const mostSecrets = 200

/** Options of curl whose values hold a secret, whether an import uses them or leaves them out. */
const secretOptions =
  /(?:^|\s)(?:-U|-u|-E|--(?:proxy-)?(?:user|pass|cert|key-pass|tlspassword)|--oauth2-bearer|--user)(?:=|\s+)\^?(?:'([^']*)'|"([^"]*)"|(\S+))/g

/**
 * What stands in the source as a secret though nothing is made of it: passwords of proxies and certificates, of ways to sign in that
 * cannot be done, and what an address has behind its `#`.
 */
function unused(source: string): string[] {
  const options = Array.from(source.matchAll(secretOptions), ([, single, double, bare]) => {
    const value = single ?? double ?? bare ?? ''
    return value.slice(value.indexOf(':') + 1)
  })
  const passwords = Array.from(
    source.matchAll(/:\/\/[^\s/?#@:'"]*:([^\s/?#@'"]+)@/g),
    ([, password = '']) => password,
  )
  const parameters = Array.from(
    source.matchAll(/[?&#]([\w-]{1,64})=([^\s&#'"]+)/g),
    ([, name = '', value = '']) => (isSecretName(name) ? value : ''),
  )
  return [...options, ...passwords, ...parameters].filter((text) => text !== '' && !/^[<${%]/.test(text))
}

/** Of a long secret the end is left, so that a person knows which it is. */
const hidden = (secret: string): string => (secret.length >= 16 ? dots + secret.slice(-4) : dots)

/** Hides secrets wherever they stand in the source, as they are written or percent-encoded. */
export function maskSource(source: string, fields: readonly LiftedField[]): MaskedSource {
  const written = new Set(
    fields.flatMap(({ secret, written }) =>
      secret && written !== undefined && written.trim() !== '' ? [written.trim()] : [],
    ),
  )
  for (const text of unused(source)) written.add(text)
  if (written.size > mostSecrets) return { text: undefined, secrets: [] }
  const forms = [...written].flatMap((text) => {
    const found = [...new Set([text, encoded(text)])].filter((form) => source.includes(form))
    return found.length === 0 ? [undefined] : found
  })
  if (forms.includes(undefined)) return { text: undefined, secrets: [] }
  const pattern = forms
    .flatMap((form) => (form === undefined ? [] : [form]))
    .toSorted((a, b) => b.length - a.length)
    .map((form) => asPattern(form))
    .join('|')
  if (pattern === '') return { text: source, secrets: [] }
  const secrets: { from: number; to: number }[] = []
  let text = ''
  let from = 0
  for (const { index, 0: secret } of source.matchAll(new RegExp(pattern, 'g'))) {
    text += source.slice(from, index)
    const start = text.length
    text += hidden(secret)
    secrets.push({ from: start, to: text.length })
    from = index + secret.length
  }
  return { text: text + source.slice(from), secrets }
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)

/** A short secret is hidden only where it stands alone: `a` is not every letter of the command. */
const asPattern = (text: string): string =>
  text.length < 6 ? String.raw`(?<![A-Za-z0-9])${escaped(text)}(?![A-Za-z0-9])` : escaped(text)

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
