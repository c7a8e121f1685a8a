import { EngineError } from '../../engine/errors.ts'
import { formEncode } from '../../expressions/encodings.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import { decodeData } from './base64.ts'
import { compileRows, drawRow } from './draftRows.ts'
import { compileParts, Ink, isHole } from './ink.ts'
import { compileJsonTemplate, type JsonTemplate, type WhenAbsent } from './jsonTemplate.ts'
import { type BodyPieces, compileMultipart, drawMultipart, multipartUsesAuth } from './multipart.ts'
import type { BodyKind, RequestBody } from './settings.ts'

export interface DrawnBody {
  readonly pieces: BodyPieces
  /** The kind's own Content-Type. */
  readonly contentType: string
}

/** A body compiled once per plan. `draw` gives undefined when nothing is sent. */
export interface CompiledBody {
  readonly usesAuth: boolean
  /** The service's default Content-Type may replace the kind's own. */
  readonly yields: boolean
  draw(scope: Scope, boundary: () => string, traced: boolean): DrawnBody | undefined
}

const compilers: { readonly [Kind in BodyKind]: (body: RequestBody) => CompiledBody } = {
  none: () => ({ usesAuth: false, yields: true, draw: () => undefined }),

  json: ({ text, whenEmpty }) => {
    if (text === undefined || text.trim() === '') return compilers.none({ kind: 'none' })
    const json = compileJson(text, whenEmpty ?? 'omit', 'The JSON body')
    return {
      usesAuth: json.usesAuth,
      yields: true,
      draw: (scope, _boundary, traced) => {
        const ink = new Ink(traced)
        return json.draw(scope, ink) ? { pieces: [ink], contentType: 'application/json' } : undefined
      },
    }
  },

  form: ({ rows }) => {
    const compiled = compileRows(rows ?? [], 'repeat', 'The form field')
    return {
      usesAuth: compiled.some((row) => row.usesAuth),
      yields: false,
      draw: (scope, _boundary, traced) => {
        const ink = new Ink(traced)
        for (const row of compiled) {
          for (const { name, values, origin } of drawRow(row, scope)) {
            ink.write(`${ink.text === '' ? '' : '&'}${formEncode(name)}=`)
            ink.write(values.map(formEncode).join(','), origin)
          }
        }
        return { pieces: [ink], contentType: 'application/x-www-form-urlencoded' }
      },
    }
  },

  multipart: ({ parts }) => {
    const compiled = compileMultipart(parts ?? [])
    return {
      usesAuth: multipartUsesAuth(compiled),
      yields: false,
      draw: (scope, boundary, traced) => ({
        pieces: drawMultipart(compiled, boundary(), scope, traced),
        contentType: `multipart/form-data; boundary=${boundary()}`,
      }),
    }
  },

  text: ({ text }) => {
    const parts = compileParts(text ?? '', 'The text body')
    return {
      usesAuth: parts.some((part) => isHole(part) && part.usesAuth),
      yields: true,
      draw: (scope, _boundary, traced) => {
        const ink = new Ink(traced)
        for (const part of parts) {
          if (isHole(part)) ink.write(toText(part.read(scope)), part.origin)
          else ink.write(part)
        }
        return { pieces: [ink], contentType: 'text/plain;charset=UTF-8' }
      },
    }
  },

  graphql: ({ query, variables, whenEmpty }) => {
    const parts = compileParts(query ?? '', 'The GraphQL query')
    const json = compileJson(
      variables === undefined || variables.trim() === '' ? '{}' : variables,
      whenEmpty ?? 'omit',
      'The GraphQL variables',
    )
    return {
      usesAuth: json.usesAuth || parts.some((part) => isHole(part) && part.usesAuth),
      yields: false,
      draw: (scope, _boundary, traced) => {
        const ink = new Ink(traced)
        ink.write('{"query":"')
        for (const part of parts) {
          if (isHole(part)) ink.write(inString(toText(part.read(scope))), part.origin)
          else ink.write(inString(part))
        }
        ink.write('","variables":')
        if (!json.draw(scope, ink)) ink.write('{}')
        ink.write('}')
        return { pieces: [ink], contentType: 'application/json' }
      },
    }
  },

  binary: ({ text }) => {
    const parts = compileParts(text ?? '', 'The binary body')
    return {
      usesAuth: parts.some((part) => isHole(part) && part.usesAuth),
      yields: false,
      draw: (scope) => {
        const value = parts.map((part) => (isHole(part) ? toText(part.read(scope)) : part)).join('')
        const { content, contentType } = decodeData(value.trim(), 'base64', 'The binary body')
        const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
        return { pieces: [bytes], contentType: contentType ?? 'application/octet-stream' }
      },
    }
  },
}

export function compileBody(body: RequestBody): CompiledBody {
  return compilers[body.kind](body)
}

const inString = (text: string): string => JSON.stringify(text).slice(1, -1)

function compileJson(source: string, whenAbsent: WhenAbsent, words: string): JsonTemplate {
  const compiled = compileJsonTemplate(source, whenAbsent, words)
  if ('template' in compiled) return compiled.template
  const { message, line, column } = compiled.mistake
  // Told when the request is drawn, like a mistake in an expression: it must not keep the rest from being planned.
  return {
    usesAuth: false,
    draw: () => {
      throw new EngineError('expression', `${words} is no JSON: ${message} (line ${line}, column ${column})`)
    },
  }
}
