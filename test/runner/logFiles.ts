import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type ByteLog, openFileLog } from '../../src/runner/byteLog.ts'

/** A folder of the test, gone with it. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A log in a file, closed with the test. */
export async function openLog(path: string, writeAtBytes = 65_536): Promise<ByteLog> {
  const log = await openFileLog(path, writeAtBytes, 'The log')
  onTestFinished(() => log.close().catch(() => {}))
  return log
}

export const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()

export async function joinedText(blocks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = []
  for await (const block of blocks) all.push(block)
  return textOf(Buffer.concat(all))
}
