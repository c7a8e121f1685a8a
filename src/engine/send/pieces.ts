/** How whoever reads a large answer rests on the way. */
export interface Resting {
  /** See `Io`. */
  readonly rest: () => Promise<void> | undefined
  readonly signal: AbortSignal
  /** Characters that are read between two rests. @default a few milliseconds for the slowest of the parsers */
  readonly pieceLength?: number
}

export const usualLength = 32_768

/** A text in pieces, none of which ends within a character. */
export function* pieces(text: string, pieceLength = usualLength): Generator<string, void> {
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + pieceLength, text.length)
    const last = text.charCodeAt(to - 1)
    if (to < text.length && last >= 0xd800 && last < 0xdc00) to++
    yield text.slice(from, to)
    from = to
  }
}
