import { encodeBase64 } from '../../../expressions/encodings.ts'
import { size as sizeWords } from '../run/runWords.ts'

/** An input is a message of its own: what is larger is no value of a form. */
export const mostFileBytes = 5_000_000

/** Media types by the end of a name, for files that people mostly send; the service judges the content, not this. */
const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  xml: 'application/xml',
  zip: 'application/zip',
}

/** A file as a `data:` URL (RFC 2397), with its name as a parameter of the media type. */
export function toFileValue({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): string {
  const type = types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'
  return `data:${type};name=${encodeURIComponent(name)};base64,${encodeBase64(bytes)}`
}

/** What a file is called and how large it is; undefined: it is no `data:` URL. */
export function describeFile(value: string): { readonly name: string; readonly size: string } | undefined {
  const head = /^data:([^,]*),/.exec(value)
  if (head === null) return undefined
  const [type = '', ...parameters] = (head[1] ?? '').split(';')
  const named = parameters.find((parameter) => parameter.startsWith('name='))?.slice(5)
  const text = value.length - head[0].length
  const padding = /=*$/.exec(value.slice(-2))?.[0].length ?? 0
  const size = parameters.includes('base64') ? Math.floor((text * 3) / 4) - padding : text
  return { name: decoded(named) ?? (type === '' ? 'A file' : type), size: sizeWords(Math.max(0, size)) }
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined || text === '' ? undefined : decodeURIComponent(text)
  } catch {
    return text
  }
}
