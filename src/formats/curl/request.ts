/**
 * What a curl command asks for, as plain data: the same whatever shell the command was written in, and with no word of curl's
 * left in it. Readers make it (`readCurl.ts`), writers print it (`writeCurl.ts`).
 */

export type ShellName = 'bash' | 'cmd' | 'powershell'

/**
 * What a file holds, in the place of a text. `joined` is without its line breaks (`-d @file`), `encoded` as the value of a form
 * field (`--data-urlencode name@file`). `-` is the standard input.
 */
export interface FileContents {
  file: string
  as: 'bytes' | 'joined' | 'encoded'
}

/** A stretch of a body. */
export type Piece = string | FileContents

/** A part of a `multipart/form-data` body. */
export interface Part {
  name: string
  value: Piece
  filename?: string
  /** A media type, where one was written or curl takes one from the file's name. */
  type?: string
  headers?: string[]
}

/** How the request is signed in. `any` lets the service choose. Its header is not among the headers. */
export type Auth =
  | { scheme: 'basic' | 'digest' | 'ntlm' | 'negotiate' | 'any'; user: string; password: string }
  | { scheme: 'bearer'; token: string }
  | { scheme: 'aws-sigv4'; provider: string; user: string; password: string }

/** How it is sent, and what is done about what comes back. Times are milliseconds. */
export interface Transfer {
  followRedirects?: boolean
  maxRedirects?: number
  /** Certificates are not checked. */
  insecure?: boolean
  /** Compressed answers are asked for and unpacked. */
  compressed?: boolean
  timeoutMs?: number
  connectTimeoutMs?: number
  retries?: number
}

/**
 * What a variable was written as: `$NAME`, `${NAME}` or `%NAME%` of a shell; `$(command)`; `{{NAME}}`; `{id}` in an address or a
 * header; `<NAME>`; or a file whose contents stand inside a text that is no body.
 */
export type VariableForm = 'shell' | 'command' | 'template' | 'braces' | 'placeholder' | 'file'

/**
 * One stretch of a text of the request that a variable stands for, in UTF-16 units. `at` counts headers, parts or pieces of the
 * body; it is 0 elsewhere. Where `encoded`, the stretch is percent-encoded as a form field is.
 */
export interface Place {
  in: 'url' | 'method' | 'header' | 'body' | 'part' | 'user' | 'password' | 'token'
  at: number
  start: number
  end: number
  encoded?: true
}

export interface Variable {
  name: string
  form: VariableForm
  /** As it stands in the request where it is not encoded, e.g. `$TOKEN` or `<your id>`. */
  text: string
  places: Place[]
}

export interface CurlRequest {
  method: string
  /** With its scheme, unless it begins with a variable that holds the whole base; without user, password and fragment. */
  url: string
  /** In the order in which they are sent, without those that follow from `auth`, `parts` or `transfer`. */
  headers: [name: string, value: string][]
  body?: Piece[]
  parts?: Part[]
  auth?: Auth
  transfer: Transfer
  variables: Variable[]
  /** Every file that the command reads, once. */
  files: string[]
  /** What was left out, changed or guessed: sentences for a person. */
  warnings: string[]
}
