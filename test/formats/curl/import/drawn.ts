import type { HttpRequest } from '../../../../src/engine/io.ts'
import { connectorOfImport } from '../../../../src/formats/curl/import/applyImport.ts'
import { importCurl } from '../../../../src/formats/curl/import/importCurl.ts'
import { importRequest } from '../../../../src/formats/curl/import/importRequest.ts'
import { inputName } from '../../../../src/formats/curl/import/names.ts'
import { readCurl } from '../../../../src/formats/curl/readCurl.ts'
import type { GraphNode, Operation } from '../../../../src/model/document.ts'
import { fieldsOf } from '../../../../src/model/fields.ts'
import { effectiveRequest } from '../../../../src/nodes/request/effective.ts'
import { requestSettings } from '../../../../src/nodes/request/settings.ts'
import { counting } from './ids.ts'
import type { Sent } from '../sent.ts'

const baseName = (path: string) => path.split(/[/\\]/).at(-1) ?? path
const contents = (name: string) => `contents of ${baseName(name)}\n`

export const requestOf = (operation: Operation | undefined): GraphNode | undefined =>
  Object.values<GraphNode>(operation?.graph.nodes ?? {}).find(({ kind }) => kind === 'request')

/**
 * What the node that a command becomes would send, by the code that draws what is sent: inputs are given what the command has in
 * their place, files what the corpus says they hold, and the credential what was lifted. A text where it cannot be drawn.
 */
export function drawnOf(command: string, at = 0): Sent | string {
  const request = requestDrawn(command, at)
  return typeof request === 'string' ? request : asSent(request)
}

/** The same, as the transport is given it, without the headers that are Patchbay's own. */
export function requestDrawn(command: string, at = 0): HttpRequest | string {
  const proposal = importCurl(command, { makeId: counting() })
  if (proposal.operations.length <= at) return `no request: ${proposal.warnings.join(' ')}`
  const { connector } = connectorOfImport(proposal, {
    choices: proposal.operations.map(() => ({ paged: false })),
    makeId: counting('x'),
  })
  const operation = connector.operations[at]
  const read = readCurl(command).value[at]
  const node = requestOf(operation)
  if (operation === undefined || read === undefined || node === undefined) return 'no request'
  const settings = requestSettings.parse(node.settings)
  const texts = new Map(
    read.variables.map(({ name, form, text }) =>
      form === 'file' ? [inputName(baseName(name)), contents(name)] : [inputName(name), text],
    ),
  )
  for (const file of read.files)
    if (!texts.has(inputName(baseName(file)))) texts.set(inputName(baseName(file)), contents(file))
  const byPart = new Map(
    read.parts?.flatMap(({ name, value }) =>
      typeof value === 'string' ? [] : [[inputName(name), contents(value.file)] as const],
    ),
  )
  const input = Object.fromEntries(
    fieldsOf(operation).map(({ name, type }) => {
      const text = byPart.get(name) ?? texts.get(name) ?? ''
      return [name, type === 'file' ? `data:;base64,${Buffer.from(text).toString('base64')}` : text]
    }),
  )
  const authId = proposal.operations[at]?.authentication
  const imported = proposal.authentications.find(({ authentication }) => authentication.id === authId)
  const lifted = importRequest(read, counting()).lifted.fields
  const fields = Object.fromEntries(
    (imported?.authentication.fields ?? []).map(({ name }, index) => [
      name,
      imported?.values[name] ?? lifted[index]?.variable ?? '',
    ]),
  )
  const drawn = effectiveRequest({
    settings,
    service: connector.service,
    authentication: imported?.authentication,
    scope: { input },
    fields,
    shown: fields,
  })
  if ('failure' in drawn) return `cannot be drawn: ${drawn.failure.message}`
  const ours = new Set(
    drawn.headers.flatMap(({ name, source }) =>
      source === 'patchbay' && /^(?:accept|user-agent)$/i.test(name) ? [name] : [],
    ),
  )
  return { ...drawn.request, headers: drawn.request.headers.filter(([name]) => !ours.has(name)) }
}

export const asSent = ({ method, url, headers, body }: HttpRequest): Sent => ({
  method,
  url: Buffer.from(url).toString('latin1'),
  headers: headers.map(([name, value]): [string, string] => [name, Buffer.from(value).toString('latin1')]),
  body: Buffer.from(body ?? new Uint8Array()).toString('latin1'),
})
