import type { FakeAnswer } from '../../../src/engine/fake.ts'
import type { HttpRequest } from '../../../src/engine/io.ts'
import type { Handler } from '../../../src/simulation/handler.ts'

const nothing = new Uint8Array(0)

/** A played service as the script of a fake network. */
export const served =
  (handler: Handler) =>
  ({ method, url, headers, body }: HttpRequest): FakeAnswer => {
    const { pathname, search } = new URL(url)
    return handler({
      method,
      path: pathname,
      query: search.slice(1),
      header: (name) => headers.find(([written]) => written.toLowerCase() === name.toLowerCase())?.[1],
      body: body ?? nothing,
    })
  }
