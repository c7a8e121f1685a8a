import { EngineError } from '../../../src/engine/errors.ts'
import type { FakeAnswer } from '../../../src/engine/fake.ts'
import type { HttpRequest } from '../../../src/engine/io.ts'
import type { Handler } from '../../../src/simulation/handler.ts'

const nothing = new Uint8Array(0)

/** A played service as the script of a fake network; `mount` is where its own paths begin. */
export const served =
  (handler: Handler, mount = '') =>
  ({ method, url, headers, body }: HttpRequest): FakeAnswer | Error => {
    const { pathname, search } = new URL(url)
    return lost(() =>
      handler({
        method,
        path: pathname.slice(mount.length),
        query: search.slice(1),
        header: (name) => headers.find(([written]) => written.toLowerCase() === name.toLowerCase())?.[1],
        body: body ?? nothing,
      }),
    )
  }

/** What a played service throws is a connection that was lost. */
function lost(answer: () => FakeAnswer): FakeAnswer | Error {
  try {
    return answer()
  } catch (error) {
    return new EngineError('network', error instanceof Error ? error.message : 'The connection was lost.')
  }
}
