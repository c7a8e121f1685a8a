import { EngineError } from '../engine/errors.ts'
import type { Fields, Secrets } from '../engine/io.ts'
import { mask } from '../engine/redact.ts'
import { createRenew } from '../engine/renew.ts'
import type { Connector, CredentialField } from '../model/document.ts'

const missing = () =>
  Promise.reject(
    new EngineError(
      'credential',
      'This operation signs in, and no credential was given. Use --credential @FILE or PATCHBAY_CREDENTIAL.',
      { retryable: false },
    ),
  )

/** `io.secrets` of one command: the values that were handed over, kept nowhere. */
export function commandSecrets(connector: Connector, fields: Fields | undefined): Secrets {
  if (fields === undefined) return { shown: {}, read: missing, renew: missing }
  // Nothing is kept, so what was renewed lasts as long as the command.
  let current = fields
  return {
    shown: onlyShown(connector, fields),
    read: (signal) => (signal.aborted ? Promise.reject(signal.reason) : Promise.resolve(current)),
    renew: createRenew({
      read: () => Promise.resolve(current),
      write(fresh) {
        current = fresh
        return Promise.resolve()
      },
    }),
  }
}

/** For looking only: secret fields as masks, the others as they were given or by their name. Reads no secret. */
export function maskedSecrets(connector: Connector, fields: Fields | undefined): Secrets {
  const shown = onlyShown(connector, fields ?? {})
  const masked: Record<string, string> = {}
  for (const field of credentialFields(connector))
    masked[field.name] = field.secret ? mask : (shown[field.name] ?? mask)
  return {
    shown,
    read: () => Promise.resolve(masked),
    renew: () => Promise.resolve(masked),
  }
}

function credentialFields(connector: Connector): readonly CredentialField[] {
  return connector.service.authentications.flatMap((authentication) => authentication.fields)
}

function onlyShown(connector: Connector, fields: Fields): Fields {
  const secret = new Set(
    credentialFields(connector)
      .filter((field) => field.secret)
      .map((field) => field.name),
  )
  return Object.fromEntries(
    credentialFields(connector).flatMap(({ name }) => {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined
      return value === undefined || secret.has(name) ? [] : [[name, value]]
    }),
  )
}
