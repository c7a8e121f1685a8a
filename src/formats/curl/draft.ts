import type { Marks } from './marks.ts'
import type { Transfer } from './request.ts'
import type { Where } from './variables.ts'

/** What options add to. One for each stretch of a command that `--next` ends. Texts hold marks. */
export interface Draft {
  context: Context
  /** In the order in which they are written; each is a request. */
  urls: string[]
  /** `-T`, one for each address. */
  uploads: string[]
  method?: string
  head: boolean
  /** `-G`: data go into the query. */
  get: boolean
  data?: string
  json: boolean
  parts: DraftPart[]
  query: string[]
  /** As they were written: `Name: value`, `Name:`, `Name;`. */
  headers: string[]
  cookies: string[]
  user?: string
  bearer?: string
  /** `basic` unless an option says otherwise. */
  scheme: 'basic' | 'digest' | 'ntlm' | 'negotiate' | 'any'
  awsProvider?: string
  agent?: string
  referer?: string
  range?: string
  /** `If-Modified-Since` or `If-Unmodified-Since`. */
  condition?: [name: string, value: string]
  requestTarget?: string
  globs: boolean
  pathAsIs: boolean
  transfer: Transfer
  files: Set<string>
  warnings: Set<string>
}

export interface DraftPart {
  name: string
  /** A text, or a mark of a file. */
  value: string
  filename?: string
  type?: string
  headers?: string[]
}

/** What an option may need to know besides its value. */
export interface Context {
  marks: Marks
  /** What comes in at the command's standard input. */
  input?: string
  /** Puts marks in place of `{{NAME}}` and the like. */
  findVariables(text: string, where: Where): string
}

export const createDraft = (context: Context): Draft => ({
  context,
  urls: [],
  uploads: [],
  head: false,
  get: false,
  json: false,
  parts: [],
  query: [],
  headers: [],
  cookies: [],
  scheme: 'basic',
  globs: true,
  pathAsIs: false,
  transfer: {},
  files: new Set(),
  warnings: new Set(),
})
