/** A multiple of 3 bytes, so that pieces join without padding between them; small enough for one call. */
const PIECE = 0x6000

/** Bytes as base64 (RFC 4648, 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let encoded = ''
  for (let at = 0; at < bytes.length; at += PIECE)
    encoded += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)))
  return encoded
}
