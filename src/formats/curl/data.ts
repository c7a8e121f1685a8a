import type { Draft } from './draft.ts'
import { fileMark, type Marks } from './marks.ts'
import type { FileContents } from './request.ts'

/** What the options that bring data read: their own text, a file, or the standard input, with marks for what is not known. */

/** What a file holds, as a text that is a mark of it; what comes in at the standard input, where the command says it. */
export function contents(draft: Draft, name: string, as: FileContents['as']): string {
  const { marks, input } = draft.context
  const text = name === '-' && input !== undefined ? input : fileMark(marks, name)
  return taken(marks, text, as)
}

function taken(marks: Marks, text: string, as: FileContents['as']): string {
  if (as === 'bytes') return text
  const changed = marks.replace(text, (mark) =>
    marks.add(mark.form === 'file' ? { ...mark, as, ...(as === 'encoded' ? { encoded: true } : {}) } : mark),
  )
  return as === 'joined' ? changed.replaceAll(/[\r\n\0]/g, '') : marks.encode(changed)
}

/** `-d`: a text, or `@file` without its line breaks. */
export const plainData = (draft: Draft, value: string): string =>
  value.startsWith('@') ? contents(draft, value.slice(1), 'joined') : value

/** `--data-binary`, `--json`: a text, or `@file` as it is. */
export const binaryData = (draft: Draft, value: string): string =>
  value.startsWith('@') ? contents(draft, value.slice(1), 'bytes') : value

/** `--data-urlencode`: `text`, `=text`, `name=text`, `@file` or `name@file`. The name is sent as it is. */
export function encodedData(draft: Draft, value: string): string {
  const { marks, findVariables } = draft.context
  const equals = value.indexOf('=')
  const at = equals < 0 ? value.indexOf('@') : equals
  const name = at > 0 ? `${value.slice(0, at)}=` : ''
  const rest = value.slice(at + 1)
  return (
    name +
    (at >= 0 && value[at] === '@'
      ? contents(draft, rest, 'encoded')
      : marks.encode(findVariables(rest, 'value')))
  )
}

/** Adds to what `-d` and its like brought before. */
export function addData(draft: Draft, text: string, joint = '&'): void {
  draft.data = draft.data === undefined ? text : draft.data + joint + text
}

/** `--url-query`: as `--data-urlencode`; behind a `+`, a text that is encoded already. */
export const queryData = (draft: Draft, value: string): string =>
  value.startsWith('+') ? value.slice(1) : encodedData(draft, value)
