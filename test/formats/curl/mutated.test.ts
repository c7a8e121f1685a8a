// Texts that nobody meant: commands of the corpus with something cut off, turned over, put in or doubled. Whatever comes, there is a
// request or a warning, at once.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCurl } from '../../../src/formats/curl/readCurl.ts'
import type { CurlRequest, Place } from '../../../src/formats/curl/request.ts'
import { writeCurl } from '../../../src/formats/curl/writeCurl.ts'
import { bad, large, mutated, shells } from './mutations.ts'

/** What stands at a place of a request, where it is a text. */
function textAt(
  { url, headers, body = [], auth = { scheme: 'bearer', token: '' } }: CurlRequest,
  place: Place,
): unknown {
  const { in: where, at } = place
  const texts: Partial<Record<Place['in'], unknown>> = {
    url,
    header: headers[at]?.[1],
    body: body[at],
    ...(auth.scheme === 'bearer' ? { token: auth.token } : { user: auth.user, password: auth.password }),
  }
  const text = texts[where]
  return typeof text === 'string' ? text.slice(place.start, place.end) : undefined
}

/** Variables that do not stand where they are said to. */
const misplaced = (request: CurlRequest): unknown[] =>
  request.variables
    .flatMap(({ text, places }) => places.map((place) => ({ text, place, found: textAt(request, place) })))
    .filter(({ text, place, found }) => !place.encoded && found !== undefined && found !== text)

test('10,000 mutated commands give a request or a warning', () => {
  fc.assert(
    fc.property(mutated, fc.constantFrom(...shells), (text, shell) => {
      const { value, warnings } = readCurl(text, shell)
      expect(value.length + warnings.length).toBeGreaterThan(0)
      expect(value.flatMap(misplaced)).toEqual([])
      for (const request of value) writeCurl(request, shell ?? 'cmd')
    }),
    { numRuns: 10_000, seed: 20 },
  )
}, 60_000)

// Time that grew with the square of the text would not be over before the test is given up.
test.each(large)('a megabyte of %s for %s is read', (_, shell, text) => {
  expect(readCurl(text).shell).toBe(shell)
})

test.each(bad)('100 kB of %s is read and written by each shell', (_, text) => {
  for (const shell of ['bash', 'cmd', 'powershell'] as const) {
    const [request] = readCurl(text, shell).value
    expect(request === undefined || typeof writeCurl(request, shell) === 'string').toBe(true)
  }
})
