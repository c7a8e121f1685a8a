import { MAX_LIST, MAX_TEXT, tooLong, ValueFailure } from '../values.ts'
import { defineFilter } from './definition.ts'

/** What the plain ones share: text in, text out, no argument. */
const plain = (
  name: string,
  title: string,
  description: string,
  example: string,
  run: (text: string) => string,
) => defineFilter({ name, title, description, example, arguments: [], takes: 'text', gives: 'text', run })

const texts = <const Name extends string>(name: Name) => ({ name, type: 'text', required: true }) as const

/** Plain text, never a pattern: `$&` and `.` mean themselves. Measured first, so that it cannot grow past memory. */
function replaceEvery(text: string, search: string, replacement: string): string {
  if (search === '') return text
  let count = 0
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + search.length)) count++
  if (text.length + count * (replacement.length - search.length) > MAX_TEXT) throw tooLong()
  return text.replaceAll(search, () => replacement)
}

/** Characters as people count them (code points), so that nothing is cut in the middle of one. */
export function characters(text: string): string[] {
  if (text.length > MAX_LIST) throw tooLong()
  return Array.from(text)
}

/** Filters for text. */
export const textFilters = [
  plain('upcase', 'Upper case', 'All letters as capitals.', '{{ input.code | upcase }}', (text) =>
    text.toUpperCase(),
  ),
  plain('downcase', 'Lower case', 'All letters as small ones.', '{{ input.email | downcase }}', (text) =>
    text.toLowerCase(),
  ),
  plain(
    'capitalize',
    'Capitalise',
    'The first letter as a capital, the others small.',
    '{{ input.name | capitalize }}',
    (text) => {
      const first = String.fromCodePoint(text.codePointAt(0) ?? 0)
      return text === '' ? '' : first.toUpperCase() + text.slice(first.length).toLowerCase()
    },
  ),
  plain('strip', 'Trim', 'Without blanks at both ends.', '{{ input.name | strip }}', (text) => text.trim()),
  plain('lstrip', 'Trim start', 'Without blanks at the start.', '{{ input.name | lstrip }}', (text) =>
    text.trimStart(),
  ),
  plain('rstrip', 'Trim end', 'Without blanks at the end.', '{{ input.name | rstrip }}', (text) =>
    text.trimEnd(),
  ),
  defineFilter({
    name: 'append',
    title: 'Append',
    description: 'With a text behind it.',
    example: '{{ input.name | append: ".json" }}',
    arguments: [texts('text')],
    takes: 'text',
    gives: 'text',
    run: (text, suffix) => text + suffix,
  }),
  defineFilter({
    name: 'prepend',
    title: 'Prepend',
    description: 'With a text before it.',
    example: '{{ input.id | prepend: "cus_" }}',
    arguments: [texts('text')],
    takes: 'text',
    gives: 'text',
    run: (text, prefix) => prefix + text,
  }),
  defineFilter({
    name: 'replace',
    title: 'Replace',
    description: 'Every occurrence of a text replaced by another.',
    example: '{{ input.phone | replace: " ", "-" }}',
    arguments: [texts('search'), texts('replacement')],
    takes: 'text',
    gives: 'text',
    run: replaceEvery,
  }),
  defineFilter({
    name: 'replace_first',
    title: 'Replace first',
    description: 'The first occurrence of a text replaced by another.',
    example: '{{ input.path | replace_first: "/v1", "/v2" }}',
    arguments: [texts('search'), texts('replacement')],
    takes: 'text',
    gives: 'text',
    run: (text, search, replacement) => (search === '' ? text : text.replace(search, () => replacement)),
  }),
  defineFilter({
    name: 'remove',
    title: 'Remove',
    description: 'Without any occurrence of a text.',
    example: '{{ input.phone | remove: " " }}',
    arguments: [texts('search')],
    takes: 'text',
    gives: 'text',
    run: (text, search) => replaceEvery(text, search, ''),
  }),
  defineFilter({
    name: 'truncate',
    title: 'Shorten',
    description: 'At most so many characters, the ending (“...” unless another is given) counted in.',
    example: '{{ input.note | truncate: 80, "…" }}',
    arguments: [
      { name: 'length', type: 'whole number', required: true },
      { name: 'ending', type: 'text', required: false },
    ],
    takes: 'text',
    gives: 'text',
    run: (text, length, ending = '...') => {
      const most = Number(length)
      if (most < 0) throw new ValueFailure('needs a length of 0 or more')
      if (text.length <= most) return text
      const all = characters(text)
      if (all.length <= most) return text
      return all.slice(0, Math.max(0, most - characters(ending).length)).join('') + ending
    },
  }),
  defineFilter({
    name: 'split',
    title: 'Split',
    description: 'A list of the pieces between a separator; an empty separator gives the characters.',
    example: '{{ input.tags | split: "," }}',
    arguments: [texts('separator')],
    takes: 'text',
    gives: 'list',
    run: (text, separator) => {
      if (text === '') return []
      return separator === '' ? characters(text) : text.split(separator, MAX_LIST + 1)
    },
  }),
]
