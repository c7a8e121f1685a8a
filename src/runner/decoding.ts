import type { Transform } from 'node:stream'
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  type ZlibOptions,
} from 'node:zlib'

/** Undoes content encodings (RFC 9110, 8.4) as bytes arrive, so that a bomb is noticed while it goes off. */
export interface Decoder {
  /** False: stop giving until `drained`. */
  write(chunk: Uint8Array): boolean
  end(): void
  destroy(): void
}

export interface DecoderSink {
  /** Decoded bytes. */
  data(chunk: Buffer): void
  drained(): void
  ended(): void
  failed(error: Error): void
}

const options: ZlibOptions = { chunkSize: 65_536 }

/** Makes the stream that undoes one coding; it is shown the first byte that comes. */
const codings: Readonly<Record<string, (firstByte: number) => Transform>> = {
  gzip: () => createGunzip(options),
  'x-gzip': () => createGunzip(options),
  br: () => createBrotliDecompress({ chunkSize: 65_536 }),
  // "deflate" means zlib's wrapping, but some servers send the bare stream: zlib's first byte ends in 8.
  deflate: (first) => ((first & 0x0f) === 8 ? createInflate(options) : createInflateRaw(options)),
}

/** More layers than this are nobody's honest answer. */
const mostCodings = 4

/** The codings of a `Content-Encoding` in the order they were applied, without `identity`. */
export function codingsOf(header: string): string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
}

/** The first coding that cannot be undone, if any. */
export function unknownCoding(names: readonly string[]): string | undefined {
  if (names.length > mostCodings) return names.join(', ')
  return names.find((name) => !Object.hasOwn(codings, name))
}

/** Undoes `names`, the last applied first. The streams are made when the first byte comes: an empty body needs none. */
export function createDecoder(names: readonly string[], firstByte: number, sink: DecoderSink): Decoder {
  const streams = names.toReversed().map((name, index) => {
    const make = codings[name]
    if (make === undefined) throw new RangeError(`no decoder for ${name}`)
    // Only the outermost layer's first byte is known; an inner "deflate" is read as the standard says.
    return make(index === 0 ? firstByte : 0x78)
  })
  const first = streams[0]
  const last = streams.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('nothing to decode')
  for (const stream of streams) stream.on('error', (error) => sink.failed(error))
  for (const [index, stream] of streams.entries()) {
    const next = streams[index + 1]
    if (next !== undefined) stream.pipe(next)
  }
  first.on('drain', () => sink.drained())
  last.on('data', (chunk: Buffer) => sink.data(chunk))
  last.on('end', () => sink.ended())
  return {
    write: (chunk) => first.write(chunk),
    end: () => first.end(),
    destroy: () => {
      for (const stream of streams) stream.destroy()
    },
  }
}
