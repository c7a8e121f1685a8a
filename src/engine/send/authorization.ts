import type { Authentication, CredentialField } from '../../model/document.ts'
import { EngineError } from '../errors.ts'
import type { Fields, HttpRequest } from '../io.ts'
import { mask } from '../redact.ts'
import type { Call, Draft, Exchange, Send, Sending } from '../send.ts'
import { evaluateBaseUrl, originOf } from './baseUrl.ts'
import { placeAll } from './place.ts'
import { type CompiledPlacements, compilePlacements } from './placements.ts'
import type { Transmit } from './transmit.ts'

/**
 * The only place that opens the credential (E19). The draft is drawn with masks and judged first: values are read for the
 * service's own origin and no other, and only then the draft is drawn with them. Without an authentication a request may go
 * anywhere; it has nothing to lose.
 */
export function withAuthorization(sending: Sending, transmit: Transmit): Send {
  const { authentication } = sending
  return authentication === undefined ? unsigned(transmit) : signed(sending, authentication, transmit)
}

const noFields: Fields = {}

function unsigned(transmit: Transmit): Send {
  return (draft, call) => {
    const request = draft(noFields)
    return transmit(request, () => request, call)
  }
}

function signed(sending: Sending, authentication: Authentication, transmit: Transmit): Send {
  const { io, service, redactor } = sending
  const placements = compilePlacements(authentication, io.secrets.shown)
  const home = originOf(evaluateBaseUrl(service, io.secrets.shown))
  let learned: Fields | undefined

  return async (draft, call) => {
    if (call.anonymous === true) return sendAnonymously(draft, call, placements, transmit)
    // The address itself may be made of a field: that it is not there is seen before anything is opened.
    if (home === undefined) {
      const missing = missingFields(authentication, io.secrets.shown).filter(({ secret }) => !secret)
      if (missing.length > 0) throw incomplete(missing, call)
    }
    const judged = draft(placements.masks)
    const origin = originOf(judged.url)
    if (origin === undefined || origin !== home) throw foreign(origin, home, call)
    const fields = authentication.fields.length === 0 ? noFields : await io.secrets.read(call.signal)
    if (fields !== learned) {
      const missing = missingFields(authentication, fields)
      if (missing.length > 0) throw incomplete(missing, call)
      redactor.learn(placements.secrets(fields))
      learned = fields
    }
    const request = placeAll(draft(fields), placements.draw(fields))
    // A value could still lead elsewhere, where the address itself is made of it.
    if (originOf(request.url) !== home) throw foreign(undefined, home, call)
    return transmit(request, () => placeAll(draft(placements.masks), placements.drawMasked()), call)
  }
}

/** What a credential must hold and does not: without it the request would go out unsigned, or half signed. */
function missingFields(authentication: Authentication, fields: Fields): readonly CredentialField[] {
  return authentication.fields.filter(
    ({ name, required }) =>
      required && (Object.hasOwn(fields, name) ? (fields[name] ?? '') : '').trim() === '',
  )
}

/** By the title that a form shows and the name that a file holds: it is filled in in either. */
function incomplete(missing: readonly CredentialField[], { node, at }: Call): EngineError {
  const list = missing
    .map(({ name, title }) => (title === '' || title === name ? `“${name}”` : `“${title}” (${name})`))
    .join(', ')
  return new EngineError(
    'credential',
    `Nothing was sent: the credential lacks ${list}. Fill ${missing.length === 1 ? 'it' : 'them'} in, and run again.`,
    { node, at },
  )
}

/**
 * Behind a redirect to another origin: nothing is read and nothing placed. What the draft itself made of the credential must
 * not go along either; two drawings with different stand-ins tell whether it does.
 */
function sendAnonymously(
  draft: Draft,
  call: Call,
  { masks }: CompiledPlacements,
  transmit: Transmit,
): Promise<Exchange> {
  const request = draft(masks)
  const others = Object.fromEntries(
    Object.entries(masks).map(([name, value]) => [name, value === mask ? `${mask}${mask}` : value]),
  )
  if (!sameRequest(request, draft(others)))
    throw new EngineError(
      'foreign-origin',
      `The service redirected to ${originOf(request.url) ?? 'another address'}, and what would be sent there holds a part of the credential. It was not sent.`,
      { node: call.node, at: call.at },
    )
  return transmit(request, () => request, call)
}

function sameRequest(one: HttpRequest, other: HttpRequest): boolean {
  if (one === other) return true
  return (
    one.url === other.url &&
    one.headers.length === other.headers.length &&
    one.headers.every(([name, value], index) => {
      const line = other.headers[index]
      return line !== undefined && line[0] === name && line[1] === value
    }) &&
    sameBytes(one.body, other.body)
  )
}

function sameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return one.byteLength === other.byteLength && one.every((byte, index) => byte === other[index])
}

function foreign(origin: string | undefined, home: string | undefined, { node, at }: Call): EngineError {
  const own =
    home === undefined ? 'The service has no address, so its credential' : `The credential is for ${home} and`
  return new EngineError(
    'foreign-origin',
    `This request goes to ${origin ?? 'another address'}. ${own} is sent nowhere else. Disconnect auth from this request, or call the service.`,
    { node, at },
  )
}
