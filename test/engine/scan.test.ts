import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../src/engine/chunk.ts'
import { EngineError } from '../../src/engine/errors.ts'
import { scanJson, scanJsonInSteps } from '../../src/engine/scan.ts'
import type { Path } from '../../src/engine/send.ts'
import { readOwn } from '../../src/expressions/values.ts'
import type { Json } from '../../src/model/json.ts'
import { printJson } from '../../src/model/printJson.ts'
import { parseJson } from '../../src/model/readJson.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (data: Uint8Array) => new TextDecoder().decode(data)

/** What the scan must agree with: parse everything, then walk. */
function pick(value: Json, path: Path): readonly Json[] {
  const found = path.reduce<unknown>((current, step) => readOwn(current, step), value) as Json | undefined
  if (found === undefined || found === null) return []
  return Array.isArray(found) ? (found as readonly Json[]) : [found]
}

const records = (body: string, path: Path | undefined) => scanJson(bytes(body), path).records.values()

describe('finding records', () => {
  test.each<[what: string, body: string, path: Path | undefined, found: readonly Json[]]>([
    ['a list at a path', '{"results":[{"id":1},{"id":2}],"count":2}', ['results'], [{ id: 1 }, { id: 2 }]],
    ['a list at a deep path', '{"data":{"items":[1,2]}}', ['data', 'items'], [1, 2]],
    ['a list inside a list', '[[1],[2,3]]', [1], [2, 3]],
    ['an index as text', '{"a":[[1],[2,3]]}', ['a', '0'], [1]],
    ['a root list', '[1,"two",null,[]]', [], [1, 'two', null, []]],
    ['an object at the path is one record', '{"user":{"id":7}}', ['user'], [{ id: 7 }]],
    ['text at the path is one record', '{"user":"Ada"}', ['user'], ['Ada']],
    ['a root object is one record', '{"id":7}', [], [{ id: 7 }]],
    ['null is no record', '{"results":null}', ['results'], []],
    ['root null is no record', 'null', [], []],
    ['nothing at the path', '{"other":[1]}', ['results'], []],
    ['a path through null', '{"data":null}', ['data', 'items'], []],
    ['a path through text', '{"data":"items"}', ['data', 'items'], []],
    ['an empty list', '{"results":[ ]}', ['results'], []],
    ['without a path the body is one value', '[1,2]', undefined, [[1, 2]]],
    ['without a path null is a value', 'null', undefined, [null]],
    ['of two keys of one name the last', '{"r":[1,2],"r":[3]}', ['r'], [3]],
    ['also where the last is nothing', '{"d":{"r":[1]},"d":{}}', ['d', 'r'], []],
    ['a key written with escapes', '{"r\\u00e9s":[1]}', ['rés'], [1]],
    ['a key that begins as the wanted one', '{"results2":[1],"result":[2],"results":[3]}', ['results'], [3]],
    ['a key with a backslash', '{"a\\\\b":[1]}', ['a\\b'], [1]],
    ['another key with a backslash where the wanted one has it', '{"a\\nb":[1]}', ['a\\nb'], []],
    ['a key in other letters', '{"результаты":[1]}', ['результаты'], [1]],
    ['a name that is refused', '{"__proto__":[1]}', ['__proto__'], []],
    ['brackets inside strings', '{"r":["]}","[\\"{"]}', ['r'], [']}', '["{']],
    ['integers beyond 2^53', '{"r":[9007199254740993]}', ['r'], [9007199254740993n]],
    ['blanks everywhere', ' { "r" : [ 1 , 2 ] } \n', ['r'], [1, 2]],
    ['a byte order mark', '\uFEFF{"r":[1]}', ['r'], [1]],
  ])('%s', (_what, body, path, found) => {
    expect(records(body, path)).toEqual(found)
  })
})

describe('inside quotes each character counts, wherever it stands among four', () => {
  const plain = ['', 'a', 'ab', 'abc', 'abcd', 'abcdefg', 'abcdefgh']
  const around = plain.flatMap((before) => plain.map((after) => [before, after] as const))
  test.each<[what: string, character: string]>([
    ['an escaped quote', '\\"'],
    ['an escaped backslash', '\\\\'],
    ['a code point', '\\u00e9'],
    ['a character of two bytes', 'é'],
    ['of three', '€'],
    ['of four', '😀'],
    ['the last plain one', '\u007f'],
    ['the first plain one', ' '],
  ])('%s', (_what, character) => {
    for (const [before, after] of around) {
      const body = `{"r":["${before}${character}${after}","]"]}`
      expect(records(body, ['r'])).toEqual(pick(parseJson(body), ['r']))
    }
  })
  test.each<[what: string, byte: number]>([
    ['a control character', 0x1f],
    ['a line feed', 0x0a],
    ['a byte of no character', 0xff],
    ['the rest of a character', 0x80],
  ])('%s is refused', (_what, byte) => {
    for (const [before, after] of around) {
      const body = concatBytes([bytes(`{"r":["${before}`), Uint8Array.of(byte), bytes(`${after}"]}`)])
      expect(() => scanJson(body, ['r'])).toThrow(`byte ${8 + before.length} of`)
    }
  })
})

describe('the envelope', () => {
  test.each<[body: string, path: Path | undefined, envelope: string]>([
    ['{"results":[{"id":1}],"next":"abc"}', ['results'], '{"results":[],"next":"abc"}'],
    ['{"user":{"id":7},"ok":true}', ['user'], '{"user":[],"ok":true}'],
    ['[1,2]', [], '[]'],
    ['{"results":null,"n":1}', ['results'], '{"results":null,"n":1}'],
    ['{"n":1}', ['results'], '{"n":1}'],
    ['{"results":[1]}', undefined, '{"results":[1]}'],
  ])('%s at %j', (body, path, envelope) => {
    expect(text(scanJson(bytes(body), path).envelope())).toBe(envelope)
  })
})

describe('[E2] the bytes that came', () => {
  test.each<[body: string, lines: string]>([
    ['{"r":[{"id": 1.0},{"a":9007199254740993}]}', '{"id": 1.0}\n{"a":9007199254740993}\n'],
    ['{"r":[{"id":1}, {"id":2}]}\n', '{"id":1}\n{"id":2}\n'],
    ['{\n  "r": [\n    {\r\n      "id": 1\n    },\n    2\n  ]\n}', '{        "id": 1     }\n2\n'],
  ])('%j', (body, lines) => {
    expect(text(scanJson(bytes(body), ['r']).records.lines())).toBe(lines)
  })
})

describe('a page that is not whole, or not JSON, is an error and never records', () => {
  const invalid = (...data: number[]) => concatBytes([bytes('{"r":["'), Uint8Array.from(data), bytes('"]}')])
  test.each<[what: string, body: Uint8Array, words: RegExp]>([
    ['nothing', bytes(''), /it is empty/],
    ['only blanks', bytes('  '), /cut off/],
    ['cut off in a list', bytes('{"r":[1,2'), /cut off/],
    ['cut off in a text', bytes('{"r":["ab'), /cut off/],
    ['cut off in an escape', bytes('{"r":["\\u00'), /cut off/],
    ['cut off after the records', bytes('{"r":[1,2]'), /cut off/],
    ['cut off in a word', bytes('{"r":[tru'), /cut off/],
    ['a page of HTML', bytes('<html>'), /not valid JSON: a value is missing \(byte 1 of 6\)/],
    ['something after the end', bytes('{"r":[1]}{}'), /something follows/],
    ['a comma too many', bytes('{"r":[1,]}'), /a value is missing/],
    ['a list closed as an object', bytes('{"r":[1}}'), /end of a list/],
    ['an object closed as a list', bytes('{"r":[{"a":1]]}'), /end of an object/],
    ['a key without quotes', bytes('{"r":[{a:1}]}'), /key in quotes/],
    ['a line break in a text', bytes('{"r":["a\nb"]}'), /control character/],
    ['an unknown escape', bytes('{"r":["\\x"]}'), /no escape/],
    ['a number with a leading zero', bytes('{"r":[01]}'), /end of a list/],
    ['a number without digits', bytes('{"r":[-]}'), /digit/],
    ['an overlong character', invalid(0xc0, 0x80), /UTF-8/],
    ['a lone continuation', invalid(0x80), /UTF-8/],
    ['a surrogate', invalid(0xed, 0xa0, 0x80), /UTF-8/],
    ['past the last code point', invalid(0xf4, 0x90, 0x80, 0x80), /UTF-8/],
    ['a character cut short', invalid(0xe2, 0x82), /UTF-8/],
    ['nested beyond measure', bytes(`{"r":${'['.repeat(100_000)}`), /more than 512 deep/],
  ])('%s', (_what, body, words) => {
    const scan = () => scanJson(body, ['r'])
    expect(scan).toThrow(EngineError)
    expect(scan).toThrow(words)
  })
})

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, false, 0, -1.5e-7, 1e21, 9007199254740993n, ''),
    fc.integer(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'é', 'a"b', '0', '__proto__'), tie('value'), { maxKeys: 4 }),
  ),
})).value
const path = fc.array(fc.constantFrom<string | number>('a', 'b', 'é', 'a"b', 0, '1', '__proto__'), {
  maxLength: 3,
})
const indent = fc.constantFrom(0, 2)

describe('agrees with parsing everything', () => {
  test('records, lines and envelope of any JSON at any path', () => {
    fc.assert(
      fc.property(json, path, indent, (value, at, blanks) => {
        const body = bytes(printJson(value, { indent: blanks }))
        const scanned = scanJson(body, at)
        const expected = pick(value, at)
        expect(text(scanned.records.lines())).toSatisfy((lines: string) => {
          const read = lines
            .split('\n')
            .slice(0, -1)
            .map((line) => parseJson(line))
          expect(read).toEqual(expected)
          return true
        })
        expect(scanned.records.values()).toEqual(expected)
        expect(pick(parseJson(scanned.envelope()), at)).toEqual([])
      }),
    )
  })

  test('refuses exactly what the reader refuses', () => {
    const mutation = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), drop: fc.nat(3) })
    fc.assert(
      fc.property(json, path, mutation, (value, at, { at: place, byte, drop }) => {
        const body = bytes(printJson(value))
        const cut = place % (body.length + 1)
        const changed = concatBytes([body.subarray(0, cut), Uint8Array.of(byte), body.subarray(cut + drop)])
        const outcome = (read: () => unknown) => {
          try {
            return { value: read() }
          } catch {
            return 'refused'
          }
        }
        const scanned = outcome(() => scanJson(changed, at).records.values())
        expect(scanned).toEqual(outcome(() => pick(parseJson(changed), at)))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('[E28] a large page is looked through in stretches', () => {
  /** 5 MB of records behind a path. */
  const rows = Array.from({ length: 50_000 }, (_, id) => ({ id, name: 'x'.repeat(80) }))
  const page = new TextEncoder().encode(printJson({ page: 1, in: { rows }, after: 'y' }))
  const path = ['in', 'rows']

  test('with a rest between each, and finds what one look finds', async () => {
    let rests = 0
    const rest = () => {
      rests++
      return Promise.resolve()
    }
    const { signal } = new AbortController()
    const found = await scanJsonInSteps(page, { path, rest, signal })
    const atOnce = scanJson(page, path)
    expect(rests).toBeGreaterThan(1)
    expect(found.records.count).toBe(rows.length)
    expect(Buffer.compare(found.records.lines(), atOnce.records.lines())).toBe(0)
    expect(found.envelope()).toEqual(atOnce.envelope())
  })

  test('a stop during a rest ends it there', async () => {
    const stop = new AbortController()
    let rests = 0
    const rest = () => {
      rests++
      stop.abort(new Error('The run was stopped.'))
      return undefined
    }
    const looking = scanJsonInSteps(page, { path, rest, signal: stop.signal })
    await expect(looking).rejects.toThrow('The run was stopped.')
    expect(rests).toBe(1)
  })

  test('what is cut off is told, wherever it is', async () => {
    const rest = () => undefined
    const { signal } = new AbortController()
    const looking = scanJsonInSteps(page.subarray(0, page.length - 40), { path, rest, signal })
    await expect(looking).rejects.toThrow('The answer is cut off')
  })
})
