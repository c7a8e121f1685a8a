import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EngineError } from '../../../src/engine/errors.ts'
import { readXml, readXmlInSteps } from '../../../src/engine/send/readXml.ts'
import { isJson } from '../../../src/model/json.ts'

function attempt(text: string): unknown {
  try {
    return readXml(text)
  } catch (error) {
    return error
  }
}

test.each<[words: string, text: string, value: unknown]>([
  ['an element is its text', '<a>x</a>', { a: 'x' }],
  ['texts keep their blanks and zeros', '<a> 007 </a>', { a: ' 007 ' }],
  ['an empty element', '<a></a>', { a: '' }],
  ['attributes', `<a b="1" c = 'it"s'/>`, { a: { '@b': '1', '@c': 'it"s' } }],
  ['attributes and text', '<a b="1">x</a>', { a: { '@b': '1', '#text': 'x' } }],
  ['elements by name', '<a><b>1</b><c>2</c></a>', { a: { b: '1', c: '2' } }],
  ['several of one name', '<a><b>1</b><c/><b>2</b></a>', { a: { b: ['1', '2'], c: '' } }],
  ['text between elements', '<a>\n x <b/>\n</a>', { a: { b: '', '#text': 'x' } }],
  ['prefixes', '<s:a xmlns:s="u"><s:b/></s:a>', { 's:a': { '@xmlns:s': 'u', 's:b': '' } }],
  ['entities', '<a b="&lt;&#x41;&#66;">&amp;amp;</a>', { a: { '@b': '<AB', '#text': '&amp;' } }],
  [
    'entities that nobody declared, as they are written',
    '<a b="&nbsp;">&nope;&constructor;&__proto__;</a>',
    { a: { '@b': '&nbsp;', '#text': '&nope;&constructor;&__proto__;' } },
  ],
  ['CDATA', '<a>x<![CDATA[<b>&amp;]]>y</a>', { a: 'x<b>&amp;y' }],
  [
    'what is no data',
    '\uFEFF<?xml version="1.0"?><!-- <x> --><a><!-- y --><?z?></a>\n<!-- end -->',
    { a: '' },
  ],
  [
    'a document type, whose entities stay closed',
    '<!DOCTYPE a [<!ENTITY e "xxxx"><!ENTITY f SYSTEM "file:///etc/passwd">]><a>&e;&f;</a>',
    { a: '&e;&f;' },
  ],
  ['blanks before the declaration', '\n <?xml version="1.0"?><a/>', { a: '' }],
  ['line ends', '<a>1\r\n2\r3</a>', { a: '1\n2\n3' }],
])('%s', (_words, text, value) => {
  expect(readXml(text)).toEqual(value)
})

const { signal } = new AbortController()
const inPieces = (text: string, pieceLength: number) =>
  readXmlInSteps(text, { rest: () => undefined, signal, pieceLength })

test('read in pieces it is the same, wherever they end', async () => {
  const text = `\n<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><a b="1">é😀&amp;&e;<![CDATA[<b>]]>\r\n<c/><c>2</c></a>`
  for (let length = 1; length <= text.length; length++)
    expect(await inPieces(text, length)).toEqual(readXml(text))
})

test.each(['<a>\n<b></a>', '<a>x', '<a/><b/>', '', '<a>&'])(
  '%j read in pieces is refused in the same words',
  async (text) => {
    await expect(inPieces(text, 2)).rejects.toEqual(attempt(text))
  },
)

test('an element called __proto__ is an element', () => {
  const value = readXml('<a><__proto__>x</__proto__></a>') as { a: object }
  expect(Object.entries(value.a)).toEqual([['__proto__', 'x']])
})

test.each([
  ['', 'not valid XML: document must contain a root element (line 1).'],
  ['<!-- x -->', 'must contain a root element'],
  ['plain', 'text data outside of root node (line 1)'],
  ['<a>\n<b></a>', 'unexpected close tag (line 2)'],
  ['\n\n<a>\n<b></a>', 'unexpected close tag (line 4)'],
  ['</a>', 'unmatched closing tag: a'],
  ['<a/><b/>', 'documents may contain only one root'],
  ['<a b></a>', 'attribute without value'],
  ['<a b=c/>', 'unquoted attribute value'],
  ['<a b="1" b="2"/>', 'duplicate attribute: b'],
  ['<1/>', 'disallowed character in tag name'],
  ['<a><!ELEMENT b></a>', 'incorrect syntax'],
  ['<a>&#0;</a>', 'malformed character entity'],
  ['<a>&#xD800;</a>', 'malformed character entity'],
  // An & that means itself must not take what follows it, up to the next entity, for text.
  ['<r><a>AT&T</a><a>x &amp; y</a></r>', 'disallowed character in entity name'],
  ['<a>AT&T</a>', 'an & in it has no ; behind it'],
  [`</${'a'.repeat(1_000_000)}>`, 'unmatched closing tag: aaa'],
  ['<a>'.repeat(1_000_000), 'more than 200 deep'],
])('is not valid: %.20j', (text, words) => {
  const failure = attempt(text) as EngineError
  expect(failure).toMatchObject({ kind: 'decode', message: expect.stringContaining(words) })
  expect(failure.message.length).toBeLessThan(300)
})

test.each(['<a>', '<a><b/>', '<a b="1', '<a><![CDATA[x', '<!-- x', '<a></a'])('is cut off: %j', (text) => {
  expect(() => readXml(text)).toThrow('is cut off')
})

test('any text gives JSON or a failure in words', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<b c="',
    '"',
    '/>',
    '>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '&amp;',
    '&',
    ';',
    'x',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const read = attempt(pieces.join(''))
      expect(read instanceof EngineError || isJson(read)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('is read in linear time', () => {
  expect(readXml(`<a>${'<b>1</b>'.repeat(300_000)}</a>`)).toMatchObject({ a: { b: expect.any(Array) } })
  for (const text of [
    `<!DOCTYPE a [${'] '.repeat(500_000)}`,
    '<a b="'.repeat(300_000),
    `<a>${'&'.repeat(1_000_000)}`,
  ])
    expect(() => readXml(text)).toThrow(EngineError)
}, 30_000)
