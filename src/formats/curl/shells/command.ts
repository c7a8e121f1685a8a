/** One command of a text, after its shell has read it. Texts hold marks (`marks.ts`). */
export interface ShellCommand {
  words: string[]
  /** What comes in at its standard input, where the text says it: a here-document, a file, what `echo` prints. */
  input?: string
}

/** What a reader of shell words gives: commands in the order in which they are written, never a throw. */
export interface ShellReading {
  commands: ShellCommand[]
  warnings: string[]
}

/** A line that goes on with options belongs to the command above it, although nothing at the end of that line says so. */
export const goesOn = /\s*\n[^\S\n]*(?=--?[A-Za-z])/y

/** `<YOUR KEY>` without quotes: what a shell would take for two redirections, its author meant as something to fill in. */
const placeholder = /<<?([A-Za-z_$][^<>\n"'`]{0,80})>>?/y

/**
 * The placeholder that begins at `at`, or undefined where it is a redirection: `<in >out` has a blank before its `>`.
 */
export function placeholderAt(source: string, at: number): string | undefined {
  placeholder.lastIndex = at
  const found = placeholder.exec(source)
  return found?.[1] === undefined || /\s$/.test(found[1]) ? undefined : found[0]
}

/**
 * True where the `&` at `at` stands between what can only be an address, in the word that begins at `from`, and its next parameter.
 * An address says so near its beginning; looking no further keeps a word with thousands of `&` cheap.
 */
export const joinsParameters = (source: string, from: number, at: number): boolean =>
  /[^\s&>|;]/.test(source[at + 1] ?? ' ') && /:\/\/|[?=]/.test(source.slice(from, Math.min(at, from + 2000)))

type Producer = (args: string[], file: (name: string) => string) => string | undefined

const echo: Producer = (args) => `${args.filter((word) => !/^-[neE]+$/.test(word)).join(' ')}\n`
const cat: Producer = ([name, ...rest], file) =>
  name === undefined || rest.length > 0 ? undefined : file(name)
const printf: Producer = ([format, ...rest]) =>
  rest.length === 0 ? format : /^%s(\\n)?$/.test(format ?? '') ? rest[0] : undefined

/** What some commands print, as a text or as a file: what they pass on to curl is then known. By their names in small letters. */
const producers = new Map([
  ['echo', echo],
  ['write-output', echo],
  ['printf', printf],
  ['cat', cat],
  ['type', cat],
  ['get-content', cat],
])

/** What a command prints, where its words say it. `file` makes a text of a file's name. */
export const printedBy = (
  [name = '', ...args]: readonly string[],
  file: (name: string) => string,
): string | undefined => producers.get(name.toLowerCase())?.(args, file)
