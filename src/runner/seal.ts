import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmod, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderFailure } from './dataFolder.ts'
import { isMissing } from './systemErrors.ts'
import type { Environment } from './proxies.ts'

/** The vault cannot be opened; the words never hold a key or a value. */
export class VaultError extends Error {
  override name = 'VaultError' as const
}

/** AES-256-GCM with one key. Associated data is what a sealed text belongs to: moved elsewhere it does not open. */
export interface Seal {
  close(text: string, belongsTo: string): string
  /** Throws `VaultError` where the key, the text or what it belongs to is another. */
  open(sealed: string, belongsTo: string): string
}

const algorithm = 'aes-256-gcm'
const keyBytes = 32
/** 96 bits, as NIST SP 800-38D recommends; random, since far fewer than 2^32 texts are ever sealed with one key. */
const nonceBytes = 12
const tagBytes = 16

export function createSeal(key: Uint8Array): Seal {
  return {
    close(text, belongsTo) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(belongsTo))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
    },
    open(sealed, belongsTo) {
      const bytes = Buffer.from(sealed, 'base64')
      try {
        const opened = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(belongsTo))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        return Buffer.concat([opened.update(bytes.subarray(nonceBytes + tagBytes)), opened.final()]).toString(
          'utf8',
        )
      } catch {
        throw new VaultError('What is kept cannot be opened with this key, or has been changed.')
      }
    },
  }
}

const keyForms: readonly { pattern: RegExp; encoding: 'hex' | 'base64' | 'base64url' }[] = [
  { pattern: /^[0-9a-f]{64}$/i, encoding: 'hex' },
  { pattern: /^[A-Za-z0-9+/]{43}=?$/, encoding: 'base64' },
  { pattern: /^[A-Za-z0-9_-]{43}=?$/, encoding: 'base64url' },
]

/** 32 bytes in hex or base64; undefined for anything else. */
export function parseKey(text: string): Uint8Array | undefined {
  const form = keyForms.find(({ pattern }) => pattern.test(text.trim()))
  const key = form === undefined ? undefined : Buffer.from(text.trim(), form.encoding)
  return key?.length === keyBytes ? key : undefined
}

export const keyFileName = 'key'

/**
 * The vault's key: `PATCHBAY_KEY`, else the key file in the data folder, else (where `mayMake`) a new key file. Never makes
 * one where credentials are kept already: they would be lost behind it.
 */
export async function findKey(
  folder: string,
  environment: Environment,
  mayMake: boolean,
): Promise<Uint8Array> {
  const given = environment['PATCHBAY_KEY']
  if (given !== undefined && given !== '') {
    const key = parseKey(given)
    if (key === undefined)
      throw new VaultError(
        'PATCHBAY_KEY is not a key. Give 32 random bytes in base64 or hex, for example from: openssl rand -base64 32',
      )
    return key
  }
  const path = join(folder, keyFileName)
  const kept = await readKeyFile(path)
  if (kept !== undefined) return kept
  if (!mayMake)
    throw new VaultError(
      `Credentials are kept in ${folder}, but their key is missing. Put the file ${keyFileName} back, or set PATCHBAY_KEY. Nothing was changed.`,
    )
  return (await makeKeyFile(path)) ?? (await readKeyFile(path)) ?? randomBytes(0)
}

async function readKeyFile(path: string): Promise<Uint8Array | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new VaultError(`The key file ${path} cannot be read. Check who owns it.`)
  }
  // A copy that was put back is often readable by others. Where it cannot be closed the key is its owner's to guard.
  await chmod(path, 0o600).catch(() => {})
  const key = parseKey(text)
  if (key === undefined)
    throw new VaultError(`The key file ${path} is damaged: it holds no key. Put a copy of it back.`)
  return key
}

/** Undefined: somebody else was first. */
async function makeKeyFile(path: string): Promise<Uint8Array | undefined> {
  const key = randomBytes(keyBytes)
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(`${key.toString('base64')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw folderFailure("The vault's key", path, error)
  }
}
