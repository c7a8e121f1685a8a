import type { Auth, CurlRequest, FileContents, Part, Piece, ShellName, Transfer } from './request.ts'
import { dialects } from './shells/dialects.ts'

/**
 * Prints a request as a curl command for a shell, one option a line where there are several. Read back by `readCurl` it is the same
 * request. Texts are printed as they stand: variables are no variables of the shell any more, and whoever wants secrets masked
 * masks them before. For cmd and PowerShell 7.3 or newer, which hand quotes to programs as they are.
 */
export function writeCurl(request: CurlRequest, shell: ShellName): string {
  const { program, quote, lineEnd } = dialects[shell]
  const data = request.body === undefined ? undefined : dataOf(request.body)
  const groups = [
    ...methodWords(request),
    ...addressWords(request.url),
    ...transferWords(request.transfer),
    ...(request.auth === undefined ? [] : authWords(request.auth)),
    ...headerWords(request.headers, data?.adds ?? {}),
    ...(data?.words ?? []),
    ...(request.parts ?? []).map(partWords),
  ]
  const lines = groups.map((words) => words.map(quote).join(' '))
  const short =
    lines.reduce((sum, line) => sum + line.length, 0) < longestLine &&
    !lines.some((line) => line.includes('\n'))
  return [program, lines.join(short ? ' ' : `${lineEnd}\n  `)].join(' ')
}

/** In characters; longer commands are broken into lines. */
const longestLine = 80

type Words = readonly string[]

function methodWords({ method, body, parts }: CurlRequest): Words[] {
  const hasData = body !== undefined || parts !== undefined
  if (method === (hasData ? 'POST' : 'GET')) return []
  return [method === 'HEAD' && !hasData ? ['-I'] : ['-X', method]]
}

/** Braces and brackets would be a list of addresses to curl, and dots in a path would be taken out of it. */
function addressWords(url: string): Words[] {
  return [
    ...(/[{}[\]\\]/.test(url) ? [['-g']] : []),
    ...(/\/\.\.?(?:[/?]|$)/.test(url) ? [['--path-as-is']] : []),
    url.startsWith('-') ? ['--url', url] : [url],
  ]
}

/** One row for each setting: what it is printed as. */
const transferOptions: { [Key in keyof Required<Transfer>]: (value: NonNullable<Transfer[Key]>) => Words } = {
  followRedirects: () => ['-L'],
  maxRedirects: (count) => ['--max-redirs', String(count)],
  insecure: () => ['-k'],
  compressed: () => ['--compressed'],
  timeoutMs: (ms) => ['--max-time', String(ms / 1000)],
  connectTimeoutMs: (ms) => ['--connect-timeout', String(ms / 1000)],
  retries: (count) => ['--retry', String(count)],
}

const transferWords = (transfer: Transfer): Words[] =>
  Object.entries(transferOptions).flatMap(([key, words]) => {
    const value = transfer[key as keyof Transfer]
    return value === undefined || value === false ? [] : [(words as (value: unknown) => Words)(value)]
  })

function authWords(auth: Auth): Words[] {
  if (auth.scheme === 'bearer') return [['--oauth2-bearer', auth.token]]
  const user: Words = ['-u', `${auth.user}:${auth.password}`]
  if (auth.scheme === 'aws-sigv4') return [['--aws-sigv4', auth.provider], user]
  return auth.scheme === 'basic' ? [user] : [[auth.scheme === 'any' ? '--anyauth' : `--${auth.scheme}`], user]
}

/** The headers, without those that the data's options add by themselves, and with a word against others that they would add. */
function headerWords(headers: CurlRequest['headers'], adds: Record<string, string>): Words[] {
  const written = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return [
    ...headers
      .filter(([name, value]) => adds[name.toLowerCase()] !== value)
      .map(([name, value]): Words => ['-H', value === '' ? `${name};` : `${name}: ${value}`]),
    ...Object.keys(adds)
      .filter((name) => !written.has(name))
      .map((name): Words => ['-H', `${name}:`]),
  ]
}

interface Data {
  words: Words[]
  /** The headers that curl makes of these options, unless it is told otherwise. */
  adds: Record<string, string>
}

/**
 * The pieces of a body, of which each is an option of its own: curl puts a `&` between them. Where there is none to take its place,
 * they go through `--json`, which puts nothing between.
 */
function dataOf(body: readonly Piece[]): Data {
  const words = body.length === 0 ? [['--data-raw', '']] : asData(body)
  if (words !== undefined) return { words, adds: { 'content-type': 'application/x-www-form-urlencoded' } }
  return {
    words: body.map((piece) => ['--json', typeof piece === 'string' ? piece : `@${piece.file}`]),
    adds: { 'content-type': 'application/json', accept: 'application/json' },
  }
}

/** With `&` between the pieces; undefined where the body has none there. */
function asData(body: readonly Piece[]): Words[] | undefined {
  const words: Words[] = []
  let name = ''
  for (const [index, piece] of body.entries()) {
    const next = body[index + 1]
    if (typeof piece !== 'string') {
      words.push(fileWords(piece, name))
      name = ''
      if (next !== undefined && !(typeof next === 'string' && next.startsWith('&'))) return undefined
      continue
    }
    let text = index > 0 ? piece.slice(1) : piece
    if (typeof next === 'object' && next.as === 'encoded' && /(?:^|&)[^&=@]+=$/.test(text)) {
      const from = text.lastIndexOf('&') + 1
      name = text.slice(from, -1)
      text = text.slice(0, Math.max(0, from - 1))
      if (from === 0) continue
    } else if (next !== undefined) {
      if (!text.endsWith('&')) return undefined
      text = text.slice(0, -1)
    }
    words.push(['--data-raw', text])
  }
  return words
}

function fileWords({ file, as }: FileContents, name: string): Words {
  if (as === 'encoded') return ['--data-urlencode', `${name}@${file}`]
  return [as === 'joined' ? '-d' : '--data-binary', `@${file}`]
}

function partWords({ name, value, filename, type, headers = [] }: Part): Words {
  const isText = typeof value === 'string'
  if (isText && filename === undefined && type === undefined && headers.length === 0)
    return ['--form-string', `${name}=${value}`]
  const content = isText ? inQuotes(value) : `${filename === undefined ? '<' : '@'}${inQuotes(value.file)}`
  const attributes = [
    ...(type === undefined ? [] : [`type=${type}`]),
    ...(filename === undefined ? [] : [`filename=${inQuotes(filename)}`]),
    ...headers.map((header) => `headers=${inQuotes(header)}`),
  ]
  return ['-F', [`${name}=${content}`, ...attributes].join(';')]
}

const inQuotes = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`
