// Texts that nobody meant, for whoever reads curl commands.
import fc from 'fast-check'
import type { ShellName } from '../../../src/formats/curl/request.ts'
import { corpus } from './sent.ts'

const pieces = [
  "'",
  '"',
  '\\',
  '\n',
  '\r\n',
  '`',
  '^',
  '$',
  '$(',
  '${',
  '<<',
  '<',
  '>',
  '|',
  '&',
  '%',
  '{{',
  '[',
  "@'\n",
  '\0',
  '\uD800',
  '--',
  ';',
]

type Mutation = (text: string, at: number, piece: string) => string

const mutations: Record<string, Mutation> = {
  truncate: (text, at) => text.slice(0, at),
  behead: (text, at) => text.slice(at),
  flip: (text, at) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1),
  insert: (text, at, piece) => text.slice(0, at) + piece + text.slice(at),
  duplicate: (text, at) => text.slice(0, at) + text.slice(Math.max(0, at - 20)),
  remove: (text, at) => text.slice(0, at) + text.slice(at + 1),
}

/** Commands of the corpus with something cut off, turned over, put in or doubled. */
export const mutated = fc
  .record({
    command: fc.constantFrom(...corpus.map(({ command }) => command)),
    steps: fc.array(
      fc.record({
        how: fc.constantFrom(...Object.values(mutations)),
        where: fc.double({ min: 0, max: 1, noNaN: true }),
        piece: fc.constantFrom(...pieces),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ command, steps }) =>
    steps.reduce((text, { how, where, piece }) => how(text, Math.floor(where * text.length), piece), command),
  )

export const shells: (ShellName | undefined)[] = [undefined, 'bash', 'cmd', 'powershell']

const repeat = (text: string, length: number): string => text.repeat(length / text.length)

/** Texts of a megabyte as they may come, each for its shell. */
export const large: [name: string, shell: ShellName, text: string][] = [
  ['a body', 'bash', `curl https://a.io -d '${repeat('{"a":"b c"},', 1e6)}'`],
  ['a body', 'cmd', `curl https://a.io ^\n -d ^"${repeat('^{^\\^"a^\\^":1^},', 1e6)}^"`],
  ['a body', 'powershell', `curl.exe https://a.io \`\n -d "${repeat('`"a`" $b ', 1e6)}"`],
  ['options', 'bash', `curl https://a.io ${repeat('-H "A: b" ', 1e6)}`],
  [
    'variables',
    'bash',
    `curl https://a.io -d "${Array.from({ length: 1e5 }, (_, index) => `$V${index} `).join('')}"`,
  ],
  ['commands', 'bash', repeat('curl https://a.io\n', 1e6)],
]

/** What is the worst there is for one rule or another: where time grew with the square of the text, 100 kB would take a minute. */
export const bad: [name: string, text: string][] = [
  ...pieces.map((piece): [string, string] => [
    `${JSON.stringify(piece)} alone`,
    `curl a ${repeat(piece, 1e5)}`,
  ]),
  ...pieces.map((piece): [string, string] => [
    `${JSON.stringify(piece)} in quotes`,
    `curl a -d "${repeat(`${piece} `, 1e5)}"`,
  ]),
  ['blank lines', `curl a${repeat('\n \n', 1e5)}`],
  ['substitutions that nothing closes', `curl a -d "${repeat('$(\n', 1e5)}"`],
  ['backslashes', `curl a -d "a${repeat('\\', 1e5)}b"`],
  ['here-documents', `curl a -d @- ${'<<A '.repeat(2000)}\n${repeat('b\n', 1e5)}`],
  [
    'an address',
    `curl 'https://a.io/${repeat('../', 1e5)}${repeat('[1-2]{a,b}', 1e4)}?${repeat('a=b&', 1e5)}'`,
  ],
  ['a part', `curl a -F 'a="${repeat('\\"', 1e5)}'`],
]
