// curl itself, where there is one: run by bash, against a server that records what comes.
import { execFile, execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Sent } from './sent.ts'

/** What it says of its version; undefined: there is none. */
export const curl = ((): string | undefined => {
  try {
    return execFileSync('curl', ['--version'], { encoding: 'utf8' }).split('\n')[0]
  } catch {
    return undefined
  }
})()

/** The header that says which request of the sample one is. */
export const mark = 'x-patchbay-case'

/** What came in, as it went over the wire. */
export async function record(incoming: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers: [string, string][] = []
  for (let at = 0; at < incoming.rawHeaders.length; at += 2)
    if (incoming.rawHeaders[at] !== mark)
      headers.push([incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? ''])
  return {
    method: incoming.method ?? '',
    url: `http://${incoming.headers.host}${incoming.url}`,
    headers,
    body: Buffer.concat(chunks).toString('latin1'),
  }
}

/** Runs a script and waits for its end. */
export function runInBash(script: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // A thousand commands are longer than an argument may be.
    writeFileSync(join(folder, 'commands.sh'), script)
    const child = execFile('bash', ['commands.sh'], { cwd: folder, timeout: 200_000 }, (error) =>
      error === null ? resolve() : reject(error),
    )
    // A request may read the standard input.
    child.stdin?.end()
  })
}
