import { type FileHandle, open } from 'node:fs/promises'
import type { Connector, Operation } from '../model/document.ts'
import { findOperation } from '../model/document.ts'
import type { Json } from '../model/json.ts'
import { parseJson } from '../model/readJson.ts'
import type { Problem } from '../model/problem.ts'
import { maxConnectorBytes, readConnector } from '../model/read.ts'
import { codeOf, fileReason } from '../runner/systemErrors.ts'
import { CommandFailure, UsageError } from './errors.ts'

/** A connector file, opened; problems of the file that still let it be opened are given beside it. */
export async function openConnector(
  file: string,
): Promise<{ connector: Connector; problems: readonly Problem[] }> {
  const { connector, problems } = readConnector(await readWhole(file, maxConnectorBytes))
  if (connector === undefined)
    throw new CommandFailure([`${file} cannot be opened:`, ...problems.map(problemLine)].join('\n'))
  return { connector, problems }
}

/** A file's bytes, or words for why there are none. */
export async function readWhole(file: string, maxBytes: number): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined
  try {
    const opened = await open(file)
    bytes = await readUpTo(opened, maxBytes).finally(() => opened.close())
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new CommandFailure(`There is no file ${file}.`)
    throw new CommandFailure(`${file} cannot be read: ${fileReason(error)}.`)
  }
  if (bytes !== undefined) return bytes
  throw new CommandFailure(
    `${file} is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB, which is the most that is read.`,
  )
}

/** Undefined: there is more. What has no size beforehand (a pipe, a device that never ends) is counted as it comes. */
async function readUpTo(file: FileHandle, maxBytes: number): Promise<Uint8Array | undefined> {
  const about = await file.stat()
  if (about.size > maxBytes) return undefined
  if (about.isFile()) return file.readFile()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

/** The operation that was named, or the only one. */
export function chooseOperation(connector: Connector, name: string | undefined): Operation {
  const names = connector.operations.map((operation) => operation.name).join(', ')
  if (name === undefined) {
    const [only] = connector.operations
    if (only !== undefined && connector.operations.length === 1) return only
    throw new UsageError(
      only === undefined ? `${connector.title} has no operation.` : `Say which operation: ${names}.`,
    )
  }
  const operation = findOperation(connector, name)
  if (operation === undefined)
    throw new UsageError(`${connector.title} has no operation "${name}". It has: ${names}.`)
  return operation
}

const maxValueBytes = 50 * 1024 * 1024

/** An option's value that is JSON, or `@FILE` with JSON in it. */
export async function jsonOption(option: string, text: string): Promise<Json> {
  const source = text.startsWith('@') ? await readWhole(text.slice(1), maxValueBytes) : text
  try {
    return parseJson(source)
  } catch (error) {
    // Only where it went wrong: the text may hold a secret.
    throw new UsageError(`--${option} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}

/** A problem as one line: where, what, and the way out where there is one. */
export function problemLine(problem: Problem): string {
  const where = problem.path.length === 0 ? '' : `${pathText(problem.path)}: `
  const fix = problem.fix === undefined ? '' : ` (fix: ${problem.fix.label})`
  return `  ${problem.severity} ${problem.code}  ${where}${problem.message}${fix}`
}

/** `operations[0].graph.nodes[2].settings.url` */
export function pathText(path: Problem['path']): string {
  return path
    .map((key, index) =>
      typeof key === 'number'
        ? `[${key}]`
        : /^[A-Za-z_$][\w$]*$/.test(key)
          ? index === 0
            ? key
            : `.${key}`
          : `[${JSON.stringify(key)}]`,
    )
    .join('')
}
