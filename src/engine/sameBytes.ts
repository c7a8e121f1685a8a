/** Looked at first: what pages differ in stands at their end as often as anywhere. */
const tailBytes = 64

/** Whether two stretches of bytes are equal, four at a time: a page of some 100 kB is compared with the one before it. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  const length = one.byteLength
  if (length !== other.byteLength) return false
  if (one === other) return true
  for (let at = Math.max(0, length - tailBytes); at < length; at++) if (one[at] !== other[at]) return false
  const [left, right] = [wordsOf(one), wordsOf(other)]
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false
  return true
}

/** Whole words of the bytes; they are copied where they do not begin at a border of one. The rest is in the tail. */
function wordsOf(bytes: Uint8Array): Int32Array {
  // Not `slice`: that of Node's own buffers copies nothing.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2)
}
