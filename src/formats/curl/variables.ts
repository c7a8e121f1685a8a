import type { Marks } from './marks.ts'
import type { VariableForm } from './request.ts'

/** Where a text stands decides what can be a variable in it: `{id}` in an address is one, in a body it may be JSON or GraphQL. */
export type Where = 'url' | 'header' | 'value' | 'body'

interface Notation {
  form: VariableForm
  /** The name is the first group that matched. */
  pattern: RegExp
  where: readonly Where[]
}

const anywhere: readonly Where[] = ['url', 'header', 'value', 'body']

/** In the order in which they are looked for: `{{id}}` before `{id}`. */
const notations: readonly Notation[] = [
  {
    form: 'template',
    pattern: /\{\{[^\S\n]{0,8}[$#]?([A-Za-z_][\w.$-]{0,80})[^\S\n]{0,8}\}\}/g,
    where: anywhere,
  },
  {
    form: 'placeholder',
    pattern: /<<?([A-Za-z_][\w .:'’/-]{0,80}?)>>?/g,
    where: ['url', 'header', 'value'],
  },
  // In a body angle brackets are markup, unless a whole value stands between them.
  {
    form: 'placeholder',
    pattern: /(?<=^|["'=:]\s?)<<?([A-Za-z_][\w .:'’-]{0,80}?)>>?(?=$|["'&,\s}])/g,
    where: ['body'],
  },
  { form: 'braces', pattern: /\{([A-Za-z_][\w.-]{0,80})\}/g, where: ['url', 'header'] },
]

/** The text with a mark in place of everything that is written as a variable where it stands. */
export function findVariables(marks: Marks, text: string, where: Where): string {
  if (!/[{<]/.test(text)) return text
  // A body of XML or HTML begins with its first tag.
  const isMarkup = where === 'body' && /^\s*<[?!A-Za-z]/.test(text)
  return notations.reduce(
    (found, { form, pattern, where: places }) =>
      !places.includes(where) || (isMarkup && form === 'placeholder')
        ? found
        : found.replaceAll(pattern, (whole, name: string) => marks.add({ form, name, text: whole })),
    text,
  )
}
