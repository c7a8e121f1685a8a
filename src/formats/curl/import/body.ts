import type { Json } from '../../../model/json.ts'
import { isSecretName } from '../../../model/literalSecrets.ts'
import type { CurlRequest, Part, Piece } from '../request.ts'
import { baseName, type Holes } from './holes.ts'
import { liftFromText } from './lift.ts'
import { isMarked, withoutMarks } from './marked.ts'
import { inputName, inputTitle } from './names.ts'
import { type Pair, readPairs, rowOf } from './query.ts'

/** Settings of a request's body, and what is to be said about it. */
export interface ImportedBody {
  body: Record<string, Json>
  warnings: string[]
}

/** The body of a command as settings of a request. `type` is its Content-Type, marked; undefined: the command sends none. */
export function importBody(request: CurlRequest, type: string | undefined, holes: Holes): ImportedBody {
  if (request.parts !== undefined) return multipart(request.parts, type, holes)
  const pieces = request.body
  if (pieces === undefined) return { body: { kind: 'none' }, warnings: [] }
  const [only] = pieces
  if (pieces.length === 1 && typeof only === 'object' && only.as !== 'encoded')
    return file(only.file, type, holes)
  const text = pieces.map((piece, at) => textOf(piece, at, holes)).join('')
  for (const { is, make } of textKinds) if (is(text, type)) return make(text, type, holes)
  return plainText(text, type, holes)
}

const textOf = (piece: Piece, at: number, holes: Holes): string =>
  typeof piece === 'string'
    ? holes.marked(piece, 'body', at)
    : holes.mark(
        holes.input(baseName(piece.file), {
          type: 'text',
          description: `What ${baseName(piece.file)} holds`,
        }),
      )

interface TextKind {
  is(text: string, type: string | undefined): boolean
  make(text: string, type: string | undefined, holes: Holes): ImportedBody
}

const formType = 'application/x-www-form-urlencoded'

const textKinds: readonly TextKind[] = [
  {
    // A value alone may be anything: only an object or a list is surely written as JSON.
    is: (text, type) => /json/i.test(type ?? '') && /^\s*[[{]/.test(text) && isJsonText(text),
    make: (text, type, holes) => ({
      body: {
        kind: 'json',
        text: holes.template(liftFromText(text, true, (field) => holes.secret(field))),
        ...typed(type, 'application/json', holes),
      },
      warnings: [],
    }),
  },
  {
    is: (text, type) => isType(type, formType) && readPairs(text) !== undefined,
    make: (text, type, holes) => ({
      body: {
        kind: 'form',
        rows: (readPairs(text) ?? []).map((pair) => formRow(pair, holes)),
        ...typed(type, formType, holes),
      },
      warnings: [],
    }),
  },
]

function plainText(text: string, type: string | undefined, holes: Holes): ImportedBody {
  return {
    body: {
      kind: 'text',
      text: holes.template(liftFromText(text, isJsonText(text), (field) => holes.secret(field))),
      ...typed(type, '', holes),
    },
    warnings:
      isType(type, formType) && isJsonText(text) && /^\s*[[{]/.test(text)
        ? [
            `The command sends JSON as ${formType}, as curl does where no Content-Type is given. Most services want application/json.`,
          ]
        : [],
  }
}

function formRow({ name, value }: Pair, holes: Holes) {
  const isSecret = isSecretName(name) && value !== '' && !isMarked(value)
  const lifted = isSecret
    ? holes.secret({ name: inputName(name), title: inputTitle(name), secret: true, value, written: value })
    : liftFromText(value, false, (field) => holes.secret(field))
  return rowOf(holes.template(name), holes.template(lifted))
}

/** What is read of a file is an input that takes a file. */
function file(path: string, type: string | undefined, holes: Holes): ImportedBody {
  const name = path === '-' ? 'body' : baseName(path)
  const said = holes.input(name, { type: 'file', description: 'Sent as the body of the request' })
  return { body: { kind: 'binary', text: `{{ ${said} }}`, ...typed(type, '', holes) }, warnings: [] }
}

function multipart(parts: readonly Part[], type: string | undefined, holes: Holes): ImportedBody {
  const warnings: string[] = []
  const made = parts.map((part, at) => {
    if (part.headers !== undefined)
      warnings.push(`The part ${part.name} has headers of its own, which are left out.`)
    const value =
      typeof part.value === 'string'
        ? formRow({ name: part.name, value: holes.marked(part.value, 'part', at) }, holes).value
        : `{{ ${holes.input(part.name, { type: part.filename === undefined ? 'text' : 'file', placeholder: baseName(part.value.file) })} }}`
    return {
      ...rowOf(holes.template(part.name), value),
      ...(part.filename === undefined && part.type !== undefined && { contentType: part.type }),
      ...(part.filename !== undefined && {
        file: { name: holes.template(part.filename), contentType: part.type ?? '', encoding: 'text' },
      }),
    }
  })
  return { body: { kind: 'multipart', parts: made, ...typed(type, '', holes) }, warnings }
}

/** A Content-Type other than the kind's own. */
const typed = (type: string | undefined, usual: string, holes: Holes): Record<string, Json> =>
  type === undefined || type === usual ? {} : { contentType: holes.template(type) }

const isType = (type: string | undefined, wanted: string): boolean =>
  type?.split(';', 1)[0]?.trim().toLowerCase() === wanted

/** Whether the marked text is JSON whatever stands in its marks. */
function isJsonText(text: string): boolean {
  try {
    JSON.parse(withoutMarks(text, '0'))
    return true
  } catch {
    return false
  }
}
