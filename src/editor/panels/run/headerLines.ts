export type HeaderLines = readonly (readonly [name: string, value: string])[]

/** A header's name is a token (RFC 9110, 5.1). */
const header = /^([!#$%&'*+.^_`|~\w-]+):(.*)$/

export const writeHeaders = (headers: HeaderLines): string =>
  headers.map(([name, value]) => `${name}: ${value}`).join('\n')

/** The headers that a text tells, one a line; or what is wrong with it. */
export function readHeaders(text: string): HeaderLines | string {
  const read: (readonly [string, string])[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, name, value] = header.exec(line.trim()) ?? []
    if (name === undefined || value === undefined)
      return `Line ${at + 1} is no header: write a name, a colon and a value.`
    read.push([name, value.trim()])
  }
  return read
}
