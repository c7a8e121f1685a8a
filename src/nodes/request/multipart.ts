import type { Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import { decodeData } from './base64.ts'
import { type CompiledRow, compileRows, drawRow } from './draftRows.ts'
import { compileTyped, Ink, type TypedSetting } from './ink.ts'
import type { Part as PartSettings } from './settings.ts'

/** A body in pieces: text that is written as UTF-8, and bytes as they are. */
export type BodyPieces = readonly (Ink | Uint8Array)[]

interface CompiledPart {
  readonly row: CompiledRow
  readonly contentType: TypedSetting
  readonly file: { name: TypedSetting; contentType: TypedSetting; encoding: 'text' | 'base64' } | undefined
}

/** Parts that are on, compiled once. */
export function compileMultipart(parts: readonly PartSettings[]): readonly CompiledPart[] {
  return parts
    .filter(({ enabled }) => enabled)
    .flatMap((part) =>
      compileRows([part], 'repeat', 'The part').map((row) => ({
        row,
        contentType: compileTyped(part.contentType ?? '', `The part ${part.name}, its content type`),
        file: part.file && {
          name: compileTyped(part.file.name, `The part ${part.name}, its file name`),
          contentType: compileTyped(part.file.contentType, `The part ${part.name}, its content type`),
          encoding: part.file.encoding,
        },
      })),
    )
}

export const multipartUsesAuth = (parts: readonly CompiledPart[]): boolean =>
  parts.some(
    ({ row, contentType, file }) =>
      row.usesAuth ||
      contentType.usesAuth ||
      file?.name.usesAuth === true ||
      file?.contentType.usesAuth === true,
  )

/** multipart/form-data (RFC 7578), names and file names escaped as browsers do (WHATWG HTML, multipart/form-data). */
export function drawMultipart(
  parts: readonly CompiledPart[],
  boundary: string,
  scope: Scope,
  traced: boolean,
): BodyPieces {
  const pieces: (Ink | Uint8Array)[] = []
  let ink = new Ink(traced)
  for (const { row, contentType, file } of parts) {
    for (const { name, values, origin } of drawRow(row, scope)) {
      ink.write(`--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"`)
      const value = values.join(',')
      if (file === undefined) {
        const type = toText(contentType.read(scope))
        if (type !== '') ink.write(`\r\nContent-Type: ${type.replace(/[\r\n]+/g, ' ')}`)
        ink.write('\r\n\r\n')
        ink.write(value, origin)
      } else {
        const data = decodeData(value, file.encoding, `The part ${name}`)
        const type = toText(file.contentType.read(scope)) || data.contentType || 'application/octet-stream'
        ink.write(`; filename="${escapeName(toText(file.name.read(scope)) || name)}"`)
        ink.write(`\r\nContent-Type: ${type.replace(/[\r\n]+/g, ' ')}\r\n\r\n`)
        if (typeof data.content === 'string') ink.write(data.content, origin)
        else {
          pieces.push(ink, data.content)
          ink = new Ink(traced)
        }
      }
      ink.write('\r\n')
    }
  }
  ink.write(`--${boundary}--\r\n`)
  pieces.push(ink)
  return pieces
}

const escapeName = (name: string): string => name.replace(/\r\n|\r|\n/g, '%0D%0A').replaceAll('"', '%22')
