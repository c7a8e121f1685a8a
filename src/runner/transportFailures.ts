import { EngineError } from '../engine/errors.ts'
import type { FailureKind } from '../engine/events.ts'
import { refusedCode } from './addresses.ts'

interface Words {
  readonly kind: FailureKind
  readonly retryable: boolean
  message(origin: string, detail: string): string
}

const network = (message: Words['message']): Words => ({ kind: 'network', retryable: true, message })
const certificate = (message: Words['message']): Words => ({ kind: 'network', retryable: false, message })
const trust =
  'If it is a company certificate, set NODE_EXTRA_CA_CERTS or PATCHBAY_CA_FILE to the file of the authority that signed it.'

/** What Node, OpenSSL and undici call a failure, and what people are told of it. */
const table: Readonly<Record<string, Words>> = {
  ENOTFOUND: {
    kind: 'network',
    retryable: false,
    message: (origin) =>
      `No address was found for ${origin}. Check the spelling, and that this machine is online.`,
  },
  EAI_AGAIN: network(
    (origin) =>
      `The name of ${origin} could not be looked up: no name server answers. Check that this machine is online.`,
  ),
  ECONNREFUSED: network((origin) => `${origin} refused the connection: nothing listens there.`),
  ECONNRESET: network((origin) => `The connection to ${origin} broke off.`),
  EPIPE: network((origin) => `The connection to ${origin} broke off.`),
  UND_ERR_SOCKET: network((origin) => `The connection to ${origin} broke off.`),
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: network(
    (origin) => `The answer of ${origin} ended before it was complete: it is not as long as it says it is.`,
  ),
  EHOSTUNREACH: network((origin) => `There is no way to ${origin} from this machine.`),
  ENETUNREACH: network(
    (origin) => `There is no way to ${origin} from this machine. Check that it is online.`,
  ),
  ETIMEDOUT: {
    kind: 'timeout',
    retryable: true,
    message: (origin) => `${origin} could not be reached in time.`,
  },
  UND_ERR_CONNECT_TIMEOUT: {
    kind: 'timeout',
    retryable: true,
    message: (origin) => `${origin} did not accept a connection in time.`,
  },
  CERT_HAS_EXPIRED: certificate((origin) => `The certificate of ${origin} has expired.`),
  CERT_NOT_YET_VALID: certificate(
    (origin) => `The certificate of ${origin} is not valid yet. Check the clock of this machine.`,
  ),
  ERR_TLS_CERT_ALTNAME_INVALID: certificate(
    (origin) => `The certificate of ${origin} is made out to another name.`,
  ),
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate(
    (origin) => `The certificate of ${origin} is signed by itself. ${trust}`,
  ),
  SELF_SIGNED_CERT_IN_CHAIN: certificate(
    (origin) => `The certificate of ${origin} comes from an authority that is not trusted. ${trust}`,
  ),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate(
    (origin) => `The certificate of ${origin} cannot be traced to an authority that is trusted. ${trust}`,
  ),
  UNABLE_TO_GET_ISSUER_CERT: certificate(
    (origin) => `The certificate of ${origin} cannot be traced to an authority that is trusted. ${trust}`,
  ),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate(
    (origin) => `The certificate of ${origin} cannot be traced to an authority that is trusted. ${trust}`,
  ),
  CERT_REVOKED: certificate((origin) => `The certificate of ${origin} has been revoked.`),
  EPROTO: certificate(
    (origin) => `${origin} does not speak TLS there. Check http against https, and the port.`,
  ),
  ERR_SSL_WRONG_VERSION_NUMBER: certificate(
    (origin) => `${origin} does not speak TLS there. Check http against https, and the port.`,
  ),
  UND_ERR_HEADERS_OVERFLOW: {
    kind: 'size',
    retryable: false,
    message: (origin) => `The headers of the answer of ${origin} are too large.`,
  },
  UND_ERR_INVALID_ARG: {
    kind: 'input',
    retryable: false,
    message: (_, detail) => `The request cannot be written: ${detail}.`,
  },
  UND_ERR_NOT_SUPPORTED: {
    kind: 'input',
    retryable: false,
    message: (_, detail) => `The request cannot be written: ${detail}.`,
  },
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: {
    kind: 'input',
    retryable: false,
    message: () =>
      'The request cannot be written: its Content-Length is not the length of its body. Leave the header out.',
  },
  [refusedCode]: { kind: 'address', retryable: false, message: (_, detail) => detail },
  PATCHBAY_PROXY: { kind: 'network', retryable: true, message: (_, detail) => detail },
  UND_ERR_CLOSED: { kind: 'network', retryable: false, message: () => 'The runner is being stopped.' },
  UND_ERR_DESTROYED: { kind: 'network', retryable: false, message: () => 'The runner is being stopped.' },
}

const notHttp: Words = {
  kind: 'network',
  retryable: false,
  message: (origin) => `What ${origin} answered is not HTTP. Check the port, and http against https.`,
}
const unknown = network((origin, detail) => `The connection to ${origin} failed (${detail}).`)

/**
 * Puts a failure of the connection into words. `received`: bytes of the answer's body that had come; above zero the
 * message says how far it got, since that decides whether a service has acted.
 */
export function transportFailure(error: unknown, origin: string, received = 0): EngineError {
  if (error instanceof EngineError) return error
  const code = codeOf(error)
  // undici's parser errors have a name and, by a slip of its tables, no code.
  const garbled = error instanceof Error && error.name === 'HTTPParserError'
  const words = garbled ? notHttp : (table[code] ?? unknown)
  const detail = words === unknown ? code : error instanceof Error ? error.message : code
  const far = received > 0 && words.kind === 'network' ? ` ${received} bytes of the answer had come.` : ''
  return new EngineError(words.kind, words.message(origin, detail) + far, { retryable: words.retryable })
}

/** The code of an error; of the first of several, where several addresses of a name were tried. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code
  return 'without a code'
}
