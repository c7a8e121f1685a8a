import { EngineError } from '../../engine/errors.ts'
import type { FakeAnswer } from '../../engine/fake.ts'
import type { HttpRequest } from '../../engine/io.ts'
import type { Handler } from '../handler.ts'

const nothing = new Uint8Array(0)

/** A played service as the script of a fake network; `mount` is where its own paths begin. What it throws is a connection that was lost. */
export const servedBy =
  (handler: Handler, mount = '') =>
  ({ method, url, headers, body = nothing }: HttpRequest): FakeAnswer | Error => {
    const { pathname, search } = new URL(url)
    try {
      const { afterMs, ...answer } = handler({
        method,
        path: pathname.slice(mount.length),
        query: search.slice(1),
        header: (name) => headers.find(([written]) => written.toLowerCase() === name.toLowerCase())?.[1],
        body,
      })
      return { ...answer, ...(afterMs !== undefined && { delayMs: afterMs }) }
    } catch (error) {
      return new EngineError('network', error instanceof Error ? error.message : 'The connection was lost.')
    }
  }
