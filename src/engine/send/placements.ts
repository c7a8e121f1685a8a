import { expressionReferences } from '../../expressions/ast.ts'
import { type CompiledTemplate, compileTemplate } from '../../expressions/evaluate.ts'
import { parseTemplate } from '../../expressions/parse.ts'
import { toText } from '../../expressions/values.ts'
import type { Authentication, Placement } from '../../model/document.ts'
import type { Fields } from '../io.ts'
import { mask } from '../redact.ts'
import { isKeptBeside } from './expiry.ts'

/** A part of the credential in its place, as text. */
export interface Placed {
  readonly in: Placement['in']
  readonly name: string
  readonly value: string
}

/** Placements of one authentication, compiled once a run. */
export interface CompiledPlacements {
  /** The fields as they may be shown: secret ones as masks. */
  readonly masks: Fields
  /** With values, to be sent. Places whose fields are all empty are left out. */
  draw(fields: Fields): readonly Placed[]
  /** The same with masks in place of whatever a secret went into; only the words around it can be read. */
  drawMasked(): readonly Placed[]
  /** Everything that must not be found in what comes back: secret fields, and what was made of them. */
  secrets(fields: Fields): readonly string[]
}

interface Piece {
  readonly text?: string
  readonly read?: CompiledTemplate
  readonly secret?: boolean
}

/**
 * Compiles the placements. `shown`: values of the fields that are not secret. A field that the authentication does not
 * describe counts as secret.
 */
export function compilePlacements(
  authentication: Pick<Authentication, 'fields' | 'placements'>,
  shown: Fields,
): CompiledPlacements {
  const open = new Set(authentication.fields.filter(({ secret }) => !secret).map(({ name }) => name))
  const masks: Fields = Object.fromEntries(
    authentication.fields.map(({ name, secret }) => [name, secret ? mask : (shown[name] ?? '')]),
  )
  const placements = authentication.placements.map(({ in: place, name, value }) => ({
    in: place,
    name,
    pieces: compilePieces(value, open),
  }))
  const drawWith = (read: (piece: Piece) => string): readonly Placed[] =>
    placements.flatMap((placement) => {
      const drawn = placement.pieces.map(read)
      const filled = placement.pieces.some((piece, index) => piece.read === undefined || drawn[index] !== '')
      const onlyWords = placement.pieces.every((piece) => piece.read === undefined)
      const holesFilled = placement.pieces.some(
        (piece, index) => piece.read !== undefined && drawn[index] !== '',
      )
      if (!filled || (!onlyWords && !holesFilled)) return []
      return [{ in: placement.in, name: placement.name, value: drawn.join('') }]
    })
  return {
    masks,
    draw: (fields) => drawWith((piece) => piece.text ?? toText(piece.read?.({ auth: fields }))),
    drawMasked: () =>
      drawWith(
        (piece) => piece.text ?? (piece.secret === true ? mask : toText(piece.read?.({ auth: masks }))),
      ),
    secrets: (fields) => [
      ...Object.entries(fields).flatMap(([name, value]) =>
        open.has(name) || isKeptBeside(name) ? [] : [value],
      ),
      ...placements.flatMap(({ pieces }) =>
        pieces.flatMap((piece) => (piece.secret === true ? [toText(piece.read?.({ auth: fields }))] : [])),
      ),
    ],
  }
}

function compilePieces(value: string, open: ReadonlySet<string>): readonly Piece[] {
  const { parts, errors } = parseTemplate(value)
  // A template with mistakes throws when it is drawn, with its own words.
  if (errors.length > 0) return [{ read: compileTemplate(value), secret: true }]
  return parts.map((part): Piece => {
    if (part.type === 'text') return { text: part.text }
    const references = part.expression === undefined ? [] : expressionReferences(part.expression)
    return {
      read: compileTemplate(value.slice(part.from, part.to)),
      secret: references.some(({ root, steps }) => root === 'auth' && !open.has(String(steps[0]?.key))),
    }
  })
}
