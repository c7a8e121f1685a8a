import type { RunId } from '../../engine/events.ts'
import type { HttpRequest, HttpResponse } from '../../engine/io.ts'
import { createMemoryRecords } from '../../engine/memory.ts'
import { run } from '../../engine/run.ts'
import { plainMasks } from '../../engine/send/shown.ts'
import { curlOf } from '../../formats/curl/copyAsCurl.ts'
import type { Command } from '../command.ts'
import { CommandFailure, UsageError } from '../errors.ts'
import { commandIo } from '../commandIo.ts'
import { readCredential } from '../credential.ts'
import { jsonOption } from '../files.ts'
import { planFile } from '../planFile.ts'
import { commandSecrets, maskedSecrets } from '../secrets.ts'
import { readShell, shellNames } from '../shells.ts'
import { print, say } from '../terminal.ts'

/**
 * `patchbay preview FILE [OPERATION]`: the operation runs up to its first request, which is printed in place of being
 * sent. So what is shown is what would be sent, whatever stands before it in the graph.
 */
export const preview: Command = {
  name: 'preview',
  summary: 'prints the first HTTP request an operation would send; sends nothing',
  takes: 'FILE [OPERATION]',
  options: [
    { name: 'input', value: 'JSON|@FILE', hint: 'input of the operation (default {})' },
    { name: 'credential', value: '@FILE', hint: 'values to sign in with, as JSON by field name' },
    { name: 'base-url', value: 'URL', hint: 'another base URL for the service' },
    { name: 'show-secrets', hint: 'print secret values instead of masks' },
    {
      name: 'curl',
      value: shellNames.join('|'),
      hint: 'print it as a curl command for this shell; masked secrets are placeholders',
    },
  ],
  async run([file, operation, ...more], options, terminal) {
    if (file === undefined || more.length > 0) throw new UsageError('preview takes a file and one operation.')
    const shell = readShell(options['curl'], 'curl')
    const input = await jsonOption('input', String(options['input'] ?? '{}'))
    const baseUrl = options['base-url']
    const { connector, plan } = await planFile(
      file,
      operation,
      typeof baseUrl === 'string' ? baseUrl : undefined,
    )
    const fields = await readCredential(options['credential'], terminal)
    const showing = options['show-secrets'] === true
    const secrets = showing ? commandSecrets(connector, fields) : maskedSecrets(connector, fields)

    let first: HttpRequest | undefined
    const enough = new AbortController()
    const http = (request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> => {
      first ??= request
      enough.abort(new Error('previewed'))
      return Promise.reject(signal.reason)
    }
    const io = commandIo({ http, secrets, records: createMemoryRecords() })
    const signal = AbortSignal.any([enough.signal, terminal.stopped])
    let failure: string | undefined
    for await (const event of run(plan, { run: io.id() as RunId, input, io, signal }))
      if (event.type === 'finished') failure = event.failure?.message
    if (terminal.stopped.aborted) return 130
    if (first === undefined)
      throw new CommandFailure(failure ?? 'The operation ends without sending a request with this input.')
    const shown = {
      method: first.method,
      url: showing ? first.url : plainMasks(first.url),
      headers: first.headers,
      bodyBase64: first.body === undefined ? '' : Buffer.from(first.body).toString('base64'),
    }
    if (shell === undefined) await print(terminal, `${JSON.stringify(shown, null, 2)}\n`)
    else {
      const { text, notes } = curlOf(shown, shell)
      await print(terminal, `${text}\n`)
      for (const note of notes) await say(terminal, note)
    }
    return 0
  },
}
