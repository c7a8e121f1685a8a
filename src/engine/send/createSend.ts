import type { Policy, Send, Sending } from '../send.ts'
import { withAuthorization } from './authorization.ts'
import { withRedirects } from './redirects.ts'
import { withRetry } from './retry.ts'
import { withRules } from './rules.ts'
import { createTransmit } from './transmit.ts'

/**
 * The run's own policies, from the outside in. The rate limit will stand between rules and redirects;
 * containers wrap the whole.
 */
const policies: readonly ((sending: Sending) => Policy)[] = [withRetry, withRules, withRedirects]

/** Everything between a node's draft and the wire, made once a run for each authentication. */
export function createSend(sending: Sending): Send {
  return policies.reduceRight<Send>(
    (next, create) => create(sending)(next),
    withAuthorization(sending, createTransmit(sending)),
  )
}
