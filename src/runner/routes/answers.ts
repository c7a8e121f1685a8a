import * as z from 'zod/mini'
import type { Json } from '../../model/json.ts'
import { printJson } from '../../model/printJson.ts'
import { parseJson } from '../../model/readJson.ts'
import { ApiProblem } from '../problems.ts'

/** What a route is handed. */
export interface Call {
  readonly request: Request
  /** A part of the path that the route names. */
  param(name: string): string
  query(name: string): string | undefined
  /** The body, at most `bodyLimit` bytes. Throws `ApiProblem` `too-large`. */
  body(): Promise<Uint8Array>
}

/** The methods of one path. The order of a table of routes means nothing. */
export type Methods = Readonly<Partial<Record<Method, (call: Call) => Promise<Response> | Response>>>
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
export type Routes = Readonly<Record<string, Methods>>

/** Larger bodies are refused while they arrive: a connector of 5,000 nodes takes a few megabytes. */
export const bodyLimit = 67_108_864

/** Reads a body of JSON and checks it. Throws `ApiProblem` `bad-request` that says where it is wrong. */
export async function readBody<Body>(call: Call, schema: z.ZodMiniType<Body>): Promise<Body> {
  const parsed = z.safeParse(schema, parseJson(await call.body()))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where =
    issue === undefined || issue.path.length === 0 ? 'The body' : `“${issue.path.join('.')}” in the body`
  throw new ApiProblem('bad-request', `${where} is not as it should be: ${issue?.message ?? 'unknown'}.`)
}

/** Reads the body of a request as it arrives, up to a limit. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new ApiProblem('too-large', `The body is larger than ${Math.round(limit / 1_048_576)} MB.`)
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  if (request.body === null) return new Uint8Array(0)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }

/** JSON with all the digits of its integers. Undefined members are left out. */
export function jsonAnswer(value: unknown, status = 200): Response {
  return new Response(printJson(value as Json), { status, headers })
}

/** JSON that was printed before. */
export function printedAnswer(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), { headers })
}

/**
 * Blocks of bytes as a body, asked for only as fast as the reader takes them. `over` aborts when the reader goes away, so
 * that a source that waits for more is let go.
 */
export function streamAnswer(
  blocks: AsyncGenerator<Uint8Array>,
  headers: Record<string, string>,
  over?: AbortController,
): Response {
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await blocks.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        over?.abort()
        await blocks.return(undefined)
      },
    },
    // Nothing is read ahead: what waits for a slow reader waits on the disk.
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'cache-control': 'no-store', ...headers } })
}

/** A whole number from the query, between `least` and `most`. */
export function numberFrom(call: Call, name: string, standard: number, least: number, most: number): number {
  const text = call.query(name)
  if (text === undefined) return standard
  const number = Number(text)
  if (!/^-?\d+$/.test(text) || number < least)
    throw new ApiProblem('bad-request', `“${name}” must be a whole number from ${least} on.`)
  return Math.min(number, most)
}
