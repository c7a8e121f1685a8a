import { printJson } from '../../../model/printJson.ts'
import { parseJson } from '../../../model/readJson.ts'
import { playedOrigin } from '../play.ts'
import {
  between,
  type Fault,
  played,
  rewriting,
  textOf,
  usualTotal,
  whole,
  withMore,
  withText,
} from './fault.ts'
import { namesHost } from './leading.ts'

/** What every reader of XML must pass over, and what it must not. */
const inXml = (text: string): string =>
  text
    .replace(
      /(<\?xml[^>]*>\n)(<[\w:]+)/,
      '$1<!-- a page -->\n$2 xmlns:other="urn:other" other:made="2026-01-09"',
    )
    .replaceAll(/>(r\d+)</g, '><![CDATA[$1]]><')

/** How answers and the links in them are written. */
export const shapes: readonly Fault[] = [
  {
    id: 'F18',
    words: 'the next page is at another host',
    applies: ({ byAddress, otherHosts }, style) => byAddress && !otherHosts && namesHost(style),
    total: usualTotal,
    play: rewriting((text) => text.replaceAll(playedOrigin, 'https://elsewhere.example')),
    must: () => ({ comes: 'failure', kind: 'foreign-origin', calls: 1, pages: 1 }),
  },
  {
    id: 'F19',
    words: 'the next address has no host',
    applies: ({ byAddress }, style) => byAddress && namesHost(style),
    total: usualTotal,
    play: rewriting((text) => text.replaceAll(playedOrigin, '')),
    must: whole,
    calls: withMore(0),
  },
  {
    id: 'F19b',
    words: 'the next address has no protocol',
    applies: ({ byAddress }, style) => byAddress && namesHost(style),
    total: usualTotal,
    play: rewriting((text) => text.replaceAll(playedOrigin, playedOrigin.slice(playedOrigin.indexOf('//')))),
    must: whole,
    calls: withMore(0),
  },
  {
    id: 'F23',
    words: 'one element in XML, between comments, CDATA and another namespace',
    applies: (_, { xml }) => xml === true,
    // The last page has one record.
    total: usualTotal,
    play: rewriting(inXml),
    must: whole,
    calls: withMore(0),
  },
  {
    id: 'F23b',
    words: 'the list comes in NDJSON, a line for each record',
    applies: ({ bareList }, { xml }) => bareList && xml !== true,
    total: usualTotal,
    play: (given) =>
      between(played(given), (answer) => {
        const response = answer()
        const list = parseJson(textOf(response))
        if (!Array.isArray(list)) return response
        return {
          ...withText(response, list.map((record) => `${printJson(record)}\n`).join('')),
          headers: [
            ['Content-Type', 'application/x-ndjson'],
            ...response.headers.filter(([name]) => name.toLowerCase() !== 'content-type'),
          ],
        }
      }),
    must: whole,
    calls: withMore(0),
  },
  {
    id: 'F24',
    words: 'header lines in several pieces and in odd letters',
    applies: ({ carry }) => carry === 'link',
    total: usualTotal,
    play: (given) =>
      between(played(given), (answer) => {
        const response = answer()
        return {
          ...response,
          headers: response.headers.flatMap(([name, value]) =>
            name.toLowerCase() === 'link'
              ? [
                  ['LINK', `<${playedOrigin}/other>; title="a, b; rel=next"; rel=help`] as const,
                  ...value
                    .split(/, (?=<)/)
                    .map(
                      (link) =>
                        ['lInK', link.replace('rel="next"', 'foo=bar ; REL="prefetch NEXT"')] as const,
                    ),
                ]
              : [[name, value] as const],
          ),
        }
      }),
    must: whole,
    calls: withMore(0),
  },
]
