import type { Field } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'
import { printJson } from '../../../model/printJson.ts'
import { parseJson } from '../../../model/readJson.ts'

/** How a field's value is typed as text, and read from it. */
interface TypedText {
  /** What was typed as a value; what cannot be read stays text, and the check says in words what is wrong with it. */
  read(text: string): Json
  print(value: Json): string
}

const asText: TypedText = {
  read: (text) => text,
  print: (value) => (typeof value === 'string' ? value : printJson(value)),
}

const asNumber: TypedText = {
  read(text) {
    const trimmed = text.trim()
    if (/^[+-]?\d{1,400}$/.test(trimmed)) {
      const number = Number(trimmed)
      return Number.isSafeInteger(number) ? number : BigInt(trimmed.replace('+', ''))
    }
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) return text
    const number = Number(trimmed)
    return Number.isFinite(number) ? number : text
  },
  print: asText.print,
}

const asJson: TypedText = {
  read(text) {
    try {
      return parseJson(text)
    } catch {
      // Not JSON (yet): kept as it was typed.
      return text
    }
  },
  print: (value) => (typeof value === 'string' ? value : printJson(value, { indent: 2 })),
}

/** By the field's type; a choice, true or false and dates have controls of their own that give values as they are. */
export const typedText: Readonly<Record<Field['type'], TypedText>> = {
  string: asText,
  text: asText,
  code: asText,
  number: asNumber,
  integer: asNumber,
  boolean: asText,
  date: asText,
  'date-time': asText,
  enum: asText,
  list: asJson,
  object: asJson,
  'one-of': asJson,
  file: asText,
  json: asJson,
}

/** The types in the words a person chooses among. */
export const typeTitles: Readonly<Record<Field['type'], string>> = {
  string: 'Text',
  text: 'Long text',
  code: 'Code',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  date: 'Date',
  'date-time': 'Date and time',
  enum: 'Choice',
  list: 'List',
  object: 'Object',
  'one-of': 'One of several',
  file: 'File',
  json: 'Any JSON',
}
