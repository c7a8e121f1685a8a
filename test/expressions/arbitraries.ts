import * as fc from 'fast-check'
import type { Key, ReferencePath } from '../../src/expressions/ast.ts'
import { isRefusedName, isRootName } from '../../src/expressions/names.ts'
import { printReference, printText } from '../../src/expressions/print.ts'
import type { ScopeEntry } from '../../src/expressions/scope.ts'

/** Texts that are likely to be trouble: the language's own signs, in any order. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '{',
        '{{',
        '}}',
        '}',
        ' ',
        '"',
        "'",
        '\\',
        '|',
        ':',
        ',',
        '.',
        '[',
        ']',
        '0',
        '-1',
        'a',
        'input',
        '$',
        '__proto__',
        'null',
        'upcase',
        '\n',
        '😀',
        '\ud800',
      ),
      { maxLength: 40 },
    )
    .map((pieces) => pieces.join('')),
)

export const rootNames = fc
  .constantFrom('input', 'service', 'item', 'nodes', 'page', '$', 'größe', '_x-1')
  .filter(isRootName)

export const keys: fc.Arbitrary<Key> = fc.oneof(
  fc.nat(1000),
  fc.constantFrom(
    'id',
    'name',
    'Get customers',
    '0',
    '@odata.count',
    'a"b',
    "it's",
    'a\\b',
    '}}',
    '{{',
    '',
    'line\nbreak',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }).filter((key) => !isRefusedName(key)),
)

export const paths: fc.Arbitrary<ReferencePath> = fc
  .tuple(rootNames, fc.array(keys, { maxLength: 5 }))
  .map(([root, rest]) => [root, ...rest])

export const plainText = fc.constantFrom('', ' ', 'Hello ', '{', '}', '{"a":', '"', '\n', 'ü😀', '} }', '{ {')

/** Well-formed templates whose references are canonical. */
export const templates = fc
  .array(
    fc.oneof(
      plainText,
      paths.map((path) => `{{ ${printReference(path)} }}`),
      fc
        .tuple(paths, fc.constantFrom('upcase', 'default: "x"', 'json', 'append: "{{"'))
        .map(([path, filter]) => `{{${printReference(path)}|${filter}}}`),
      fc.tuple(paths, paths).map(([a, b]) => `{{ ${printReference(a)} | default: ${printReference(b)} }}`),
      fc.string({ maxLength: 5 }).map((text) => `{{ ${printText(text)} }}`),
    ),
    { maxLength: 6 },
  )
  .map((pieces) =>
    pieces.reduce((before, piece) => before + (opensWith(before, piece) ? ' ' : '') + piece, ''),
  )

/** Two texts that only together write braces, which then would have to be closed. */
const opensWith = (before: string, piece: string) => before.endsWith('{') && /^\{(?!\{)/.test(piece)

/** A scope as a run of a small operation would have it. */
export const scope: ScopeEntry[] = [
  {
    name: 'input',
    title: 'Inputs',
    type: 'object',
    children: [
      { name: 'customerId', title: 'Customer', type: 'string', sample: 'c1', hasSample: true },
      { name: 'limit', type: 'integer' },
      { name: 'tags', type: 'array', children: [{ name: '0', type: 'string' }] },
    ],
  },
  { name: 'service', type: 'object', children: [{ name: 'baseUrl', type: 'string' }] },
  {
    name: 'auth',
    title: 'Sign-in',
    type: 'object',
    children: [
      { name: 'apiKey', title: 'REST key', type: 'secret', secret: true, sample: 'never', hasSample: true },
    ],
  },
  {
    name: 'nodes',
    type: 'object',
    children: [
      {
        name: 'Get customers',
        type: 'object',
        children: [
          {
            name: 'body',
            type: 'object',
            children: [
              { name: 'id', type: 'string' },
              {
                name: 'items',
                type: 'array',
                children: [{ name: '0', type: 'object', children: [{ name: 'sku', type: 'string' }] }],
              },
            ],
          },
          { name: 'headers', type: 'object', open: true },
        ],
      },
      {
        name: 'List orders',
        hint: 'A stream has no last value: put this node inside a For each, or use item.',
      },
    ],
  },
]

/** What the work gives, or what it throws: for properties in which either may be right. */
export function outcomeOf(work: () => unknown): { value?: unknown; failure?: Error } {
  try {
    return { value: work() }
  } catch (error) {
    if (error instanceof Error) return { failure: error }
    throw error
  }
}
