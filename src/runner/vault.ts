import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { ChangeCredential, CredentialSummary, NewCredential } from '../api/contract.ts'
import type { Fields } from '../engine/io.ts'
import { isKeptBeside } from '../engine/send/expiry.ts'
import { folderFailure, replaceFile } from './dataFolder.ts'
import { isMissing } from './systemErrors.ts'
import { ApiProblem } from './problems.ts'
import { createSeal, findKey, type Seal, VaultError } from './seal.ts'
import type { Environment } from './proxies.ts'

/**
 * Credentials at rest. The file names them and shows the fields that are not secret; the secret values are sealed for the
 * one credential and the one origin they may be sent to, so that a record can neither be swapped nor be sent elsewhere by
 * editing the file.
 */
const record = z.object({
  id: z.string(),
  title: z.string(),
  authentication: z.string(),
  connector: z.string(),
  origin: z.string(),
  loginOrigin: z.optional(z.string()),
  fields: z.array(z.object({ name: z.string(), secret: z.boolean(), shown: z.optional(z.string()) })),
  createdMs: z.number(),
  changedMs: z.number(),
  sealed: z.string(),
})
type CredentialRecord = z.infer<typeof record>

const vaultFormat = 'patchbay.vault/1'
const vaultFile = z.object({
  format: z.literal(vaultFormat),
  /** A known text sealed with the key: tells a wrong key from a damaged record. */
  check: z.string(),
  credentials: z.array(record),
})
const checkText = 'patchbay'

export const vaultFileName = 'credentials.json'

export interface Vault {
  list(): Promise<CredentialSummary[]>
  find(id: string): Promise<CredentialSummary | undefined>
  /** All values of a credential. Throws `VaultError`. */
  values(id: string): Promise<Fields>
  create(credential: NewCredential): Promise<CredentialSummary>
  /** Undefined: there is no such credential. Values left out stay. */
  change(id: string, changes: ChangeCredential): Promise<CredentialSummary | undefined>
  /** Whether there was one. */
  remove(id: string): Promise<boolean>
  /** Seals what must be kept and may hold secrets, such as a checkpoint. */
  seal(): Promise<Seal>
}

export interface VaultOptions {
  readonly folder: string
  readonly environment: Environment
  now(): number
  id(): string
}

interface Opened {
  readonly seal: Seal
  records: CredentialRecord[]
}

/** Opens at the first use, so that a runner without credentials needs no key. Every change is on the disk when it resolves. */
export function createVault(options: VaultOptions): Vault {
  const path = join(options.folder, vaultFileName)
  let opening: Promise<Opened> | undefined
  /** Changes happen one after the other: each writes the whole file. */
  let last: Promise<unknown> = Promise.resolve()

  const opened = () => {
    opening ??= open(path, options).catch((error: unknown) => {
      // A key put back, a file repaired: the next use tries again.
      opening = undefined
      throw error
    })
    return opening
  }

  function inTurn<Result>(work: (vault: Opened) => Promise<Result>): Promise<Result> {
    const turn = last.then(async () => work(await opened()))
    last = turn.catch(() => {})
    return turn
  }

  async function write(vault: Opened, records: CredentialRecord[]): Promise<void> {
    const check = vault.seal.close(checkText, vaultFormat)
    try {
      await replaceFile(
        path,
        `${JSON.stringify({ format: vaultFormat, check, credentials: records }, null, 2)}\n`,
      )
    } catch (error) {
      throw folderFailure('The credential', path, error)
    }
    vault.records = records
  }

  const find = async (id: string) => (await opened()).records.find((each) => each.id === id)

  return {
    list: async () => (await opened()).records.map(summaryOf),
    find: async (id) => {
      const found = await find(id)
      return found === undefined ? undefined : summaryOf(found)
    },
    values: async (id) => {
      const found = await find(id)
      if (found === undefined) throw new VaultError('The credential is no longer there.')
      return valuesOf((await opened()).seal, found)
    },
    create: (credential) =>
      inTurn(async (vault) => {
        const nowMs = options.now()
        const made = seal(vault.seal, { id: options.id(), createdMs: nowMs, changedMs: nowMs }, credential)
        await write(vault, [...vault.records, made])
        return summaryOf(made)
      }),
    change: (id, changes) =>
      inTurn(async (vault) => {
        const before = vault.records.find((each) => each.id === id)
        if (before === undefined) return undefined
        const values = { ...valuesOf(vault.seal, before), ...changes.fields }
        const wereSecret = before.fields.filter((each) => each.secret).map(({ name }) => name)
        const secret = changes.secret ?? wereSecret
        refuseDisclosure(before, changes, wereSecret, secret)
        const { createdMs, title, authentication, connector, origin, loginOrigin } = before
        const after = seal(
          vault.seal,
          { id, createdMs, changedMs: options.now() },
          { title, authentication, connector, origin, loginOrigin, ...changes, secret, fields: values },
        )
        await write(
          vault,
          vault.records.map((each) => (each === before ? after : each)),
        )
        return summaryOf(after)
      }),
    remove: (id) =>
      inTurn(async (vault) => {
        const left = vault.records.filter((each) => each.id !== id)
        if (left.length === vault.records.length) return false
        await write(vault, left)
        return true
      }),
    seal: async () => (await opened()).seal,
  }
}

/**
 * A secret that was filled in for one address is never sent to another, and never becomes readable, unless whoever asks for
 * it knows the value.
 */
function refuseDisclosure(
  before: CredentialRecord,
  changes: ChangeCredential,
  wereSecret: readonly string[],
  secret: readonly string[],
): void {
  const kept = wereSecret.filter((name) => changes.fields?.[name] === undefined)
  const leads =
    (changes.origin !== undefined && changes.origin !== before.origin) ||
    (changes.loginOrigin !== undefined && changes.loginOrigin !== before.loginOrigin)
  if (leads && kept.length > 0)
    throw new ApiProblem(
      'bad-request',
      `To use the credential at another address, fill in its secret fields again: ${kept.join(', ')}.`,
    )
  const shown = kept.filter((name) => !secret.includes(name))
  if (shown.length > 0)
    throw new ApiProblem(
      'bad-request',
      `To make a secret field readable, fill it in again: ${shown.join(', ')}.`,
    )
}

async function open(path: string, options: VaultOptions): Promise<Opened> {
  let text: string | undefined
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (!isMissing(error))
      throw new VaultError(`The file of credentials ${path} cannot be read. Check who owns it.`)
  }
  const file = text === undefined ? undefined : parse(text, path)
  const seal = createSeal(await findKey(options.folder, options.environment, file === undefined))
  if (file === undefined) return { seal, records: [] }
  try {
    seal.open(file.check, vaultFormat)
  } catch {
    throw new VaultError(
      'The credentials were kept with another key. Put the right key file back or set PATCHBAY_KEY to it. Nothing was changed.',
    )
  }
  return { seal, records: file.credentials }
}

function parse(text: string, path: string): z.infer<typeof vaultFile> {
  const damaged = `The file of credentials ${path} is damaged and was left as it is. Put a copy of it back, or move it away to start with an empty vault.`
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new VaultError(damaged)
  }
  const format = (value as { format?: unknown } | null)?.format
  if (typeof format === 'string' && format !== vaultFormat && format.startsWith('patchbay.vault/'))
    throw new VaultError(`The file of credentials ${path} was written by a newer Patchbay. Update this one.`)
  const parsed = z.safeParse(vaultFile, value)
  if (!parsed.success) throw new VaultError(damaged)
  return parsed.data
}

/** What sealed values belong to. */
const belongsTo = (id: string, origin: string, loginOrigin: string | undefined) =>
  JSON.stringify([vaultFormat, id, origin, ...(loginOrigin === undefined ? [] : [loginOrigin])])

function seal(
  withSeal: Seal,
  identity: Pick<CredentialRecord, 'id' | 'createdMs' | 'changedMs'>,
  { title, authentication, connector, origin, loginOrigin, secret, fields }: NewCredential,
): CredentialRecord {
  const secrets: Record<string, string> = {}
  for (const name of secret) secrets[name] = fields[name] ?? ''
  return {
    ...identity,
    title,
    authentication,
    connector,
    origin,
    ...(loginOrigin !== undefined && { loginOrigin }),
    fields: Object.entries(fields).map(([name, value]) =>
      secret.includes(name) ? { name, secret: true } : { name, secret: false, shown: value },
    ),
    sealed: withSeal.close(JSON.stringify(secrets), belongsTo(identity.id, origin, loginOrigin)),
  }
}

function valuesOf(withSeal: Seal, kept: CredentialRecord): Fields {
  let secrets: Fields
  try {
    secrets = JSON.parse(
      withSeal.open(kept.sealed, belongsTo(kept.id, kept.origin, kept.loginOrigin)),
    ) as Fields
  } catch {
    throw new VaultError(
      `The credential “${kept.title}” cannot be opened: its record has been changed. Fill it in again.`,
    )
  }
  const values: Record<string, string> = {}
  for (const { name, shown } of kept.fields) values[name] = secrets[name] ?? shown ?? ''
  return values
}

function summaryOf(kept: CredentialRecord): CredentialSummary {
  const { id, title, authentication, connector, origin, loginOrigin, createdMs, changedMs } = kept
  return {
    id,
    title,
    authentication,
    connector,
    origin,
    ...(loginOrigin !== undefined && { loginOrigin }),
    fields: kept.fields.filter(({ name }) => !isKeptBeside(name)),
    createdMs,
    changedMs,
  }
}
