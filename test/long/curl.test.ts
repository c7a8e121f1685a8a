// Every command of the corpus, imported, drawn as the node would send it, printed as a curl command for bash and run by curl itself:
// what comes in at a server is what was drawn.
import { writeFileSync } from 'node:fs'
import { METHODS } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { curlOf, shownForCurl } from '../../src/formats/curl/copyAsCurl.ts'
import { asSent, requestDrawn } from '../formats/curl/import/drawn.ts'
import { curl, sentByCurl } from '../formats/curl/running.ts'
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
      const moved = (url: string, server: string) => url.replace(/^https?:\/\/[^/?#]+/, server)
      const sent = await sentByCurl((server, folder) =>
        drawn.map(({ request }, at) => {
          const { text } = curlOf(shownForCurl({ ...request, url: moved(request.url, server) }), 'bash')
          // Bytes that are no text are sent from a file of the request's own.
          if (request.body !== undefined) writeFileSync(join(folder, `${at}`), request.body)
          return text.replace('@body.bin', `@${at}`)
        }),
      )
      const wrong = drawn.flatMap(({ name, request }, at) => {
        const got = sent[at]
        if (got === undefined) return [{ name, found: ['nothing came'] }]
        const asked = asSent({ ...request, url: moved(request.url, new URL(got.url).origin) })
        const { semantic, exact } = differences(plain(got), plain(asked))
        return semantic.length + exact.length > 0 ? [{ name, found: [...semantic, ...exact] }] : []
      })
      expect(wrong).toEqual([])
    },
    300_000,
  )
})
