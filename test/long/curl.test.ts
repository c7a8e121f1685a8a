// Every command of the corpus, imported, drawn as the node would send it, printed as a curl command for bash and run by curl itself:
// what comes in at a server is what was drawn.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, METHODS } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { curlOf, shownForCurl } from '../../src/formats/curl/copyAsCurl.ts'
import { asSent, requestDrawn } from '../formats/curl/import/drawn.ts'
import { curl, mark, record, runInBash } from '../formats/curl/running.ts'
import { corpus, differences, type Sent } from '../formats/curl/sent.ts'

/** Requests as they are drawn, of methods that the server here takes. */
const drawn = corpus.flatMap(({ name, command }) => {
  const request = requestDrawn(command)
  return typeof request === 'string' || !METHODS.includes(request.method) || request.method === 'HEAD'
    ? []
    : [{ name, request }]
})

/** Which encodings it takes is curl's own to say: the command asks for them by --compressed. */
const plain = (sent: Sent): Sent => ({
  ...sent,
  headers: sent.headers.filter(([name]) => !/^accept-encoding$/i.test(name)),
})

describe(`curl itself (${curl ?? 'not found: not run'})`, () => {
  test.skipIf(curl === undefined)(
    `sends what was imported, for ${drawn.length} requests`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'patchbay-curl-'))
      const recorded = new Map<string, Sent>()
      const server = createServer(async (incoming, answer) => {
        recorded.set(String(incoming.headers[mark]), await record(incoming))
        answer.end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      try {
        const { port } = server.address() as AddressInfo
        const here = drawn.map(({ name, request }) => ({
          name,
          request: {
            ...request,
            url: request.url.replace(/^https?:\/\/[^/?#]+/, `http://127.0.0.1:${port}`),
          },
        }))
        const commands = here.map(({ request }, index) => {
          const own = join(folder, `${index}`)
          const { text } = curlOf(shownForCurl(request), 'bash')
          if (request.body !== undefined) writeFileSync(own, request.body)
          // Bytes that are no text are sent from a file of the request's own.
          return `${text.replace('@body.bin', `@${own}`)} -q -s --max-time 10 --noproxy '*' -H '${mark}: ${index}'`
        })
        await runInBash(commands.join('\n'), folder)
        const wrong = here.flatMap(({ name, request }, index) => {
          const got = recorded.get(String(index))
          if (got === undefined) return [{ name, found: ['nothing came'] }]
          const { semantic, exact } = differences(plain(got), plain(asSent(request)))
          return semantic.length + exact.length > 0 ? [{ name, found: [...semantic, ...exact] }] : []
        })
        expect(wrong).toEqual([])
      } finally {
        server.close()
        rmSync(folder, { recursive: true, force: true })
      }
    },
    300_000,
  )
})
