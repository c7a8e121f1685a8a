import type { Authentication, CredentialField } from '../../model/document.ts'
import { EngineError } from '../errors.ts'
import type { Fields, HttpRequest } from '../io.ts'
import { mask } from '../redact.ts'
import { sameBytes } from '../sameBytes.ts'
import type { Call, Draft, Exchange, Send, Sending } from '../send.ts'
import { evaluateBaseUrl, originOf } from './baseUrl.ts'
import { compileExpiry, tooOld } from './expiry.ts'
import { compileSignIn } from './login.ts'
import { placeAll } from './place.ts'
import { type CompiledPlacements, compilePlacements } from './placements.ts'
import type { Transmit } from './transmit.ts'

/**
 * The only place that opens the credential (E19) and that renews it (E21). The draft is drawn with masks and judged first: values are read for the
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
  const { io, service, redactor, emit } = sending
  const placements = compilePlacements(authentication, io.secrets.shown)
  const home = originOf(evaluateBaseUrl(service, io.secrets.shown))
  const { login, expiry } = authentication
  const signIn = login === undefined ? undefined : compileSignIn(sending, authentication, login, transmit)
  const brought = new Set(login?.reads.map(({ field }) => field))
  const expiredBy = compileExpiry(expiry)
  let learned: Fields | undefined

  /** Fields as they are, complete and known to the redactor. */
  const learn = (fields: Fields, call: Call): Fields => {
    if (fields === learned) return fields
    const missing = missingFields(authentication, fields)
    if (missing.length > 0) throw incomplete(missing, call)
    redactor.learn(placements.secrets(fields))
    learned = fields
    return fields
  }
  const renew = async (stale: Fields, call: Call, sign: string): Promise<Fields> => {
    if (signIn === undefined) throw expired(authentication, sign, call)
    const missing = missingFields(authentication, stale).filter(({ name }) => !brought.has(name))
    if (missing.length > 0) throw incomplete(missing, call)
    emit({ type: 'waiting', node: call.node, at: call.at, reason: 'refresh' })
    return learn(await io.secrets.renew(stale, () => signIn(stale, call)), call)
  }
  const open = async (call: Call): Promise<Fields> => {
    if (authentication.fields.length === 0) return noFields
    const fields = await io.secrets.read(call.signal)
    if (call.refresh === true) return renew(fields, call, 'an error rule says so')
    if (signIn !== undefined && [...brought].some((name) => isEmpty(fields, name)))
      return renew(fields, call, 'not signed in yet')
    if (tooOld(expiry, fields, io.clock.now())) return renew(fields, call, 'its age')
    return learn(fields, call)
  }

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

    const sendWith = (fields: Fields) => {
      const request = placeAll(draft(fields), placements.draw(fields))
      // A value could still lead elsewhere, where the address itself is made of it.
      if (originOf(request.url) !== home) throw foreign(undefined, home, call)
      return transmit(request, () => placeAll(draft(placements.masks), placements.drawMasked()), call)
    }
    const fields = await open(call)
    const exchange = await sendWith(fields)
    const sign = expiredBy(exchange)
    if (sign === undefined) return exchange
    if (call.refresh === true) throw stillExpired(authentication, sign, call, exchange)
    const renewed = await renew(fields, call, sign)
    const second = await sendWith(renewed)
    const again = expiredBy(second)
    if (again !== undefined) throw stillExpired(authentication, again, call, second)
    return second
  }
}

const isEmpty = (fields: Fields, name: string): boolean =>
  (Object.hasOwn(fields, name) ? (fields[name] ?? '') : '').trim() === ''

/** Nothing can renew it but the person who filled it in. */
const expired = ({ title }: Authentication, sign: string, { node, at }: Call): EngineError =>
  new EngineError(
    'credential',
    `The credential has expired (${sign}), and “${title}” has no login request that would renew it. Fill in the credential again.`,
    { node, at },
  )

/** A second expiry in a row ends it: renewing again would go round for ever (E21). */
const stillExpired = (
  { title }: Authentication,
  sign: string,
  { node, at }: Call,
  { id, status }: Exchange,
): EngineError =>
  new EngineError(
    'credential',
    `The service says that the credential has expired (${sign}), and says so again right after it was renewed. Check the login request and the expiry rules of “${title}”.`,
    { node, at, exchange: id, status },
  )

/** What a credential must hold and does not: without it the request would go out unsigned, or half signed. */
function missingFields(authentication: Authentication, fields: Fields): readonly CredentialField[] {
  return authentication.fields.filter(({ name, required }) => required && isEmpty(fields, name))
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
    sameBody(one.body, other.body)
  )
}

function sameBody(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : sameBytes(one, other)
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
