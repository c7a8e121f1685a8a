// curl itself, where there is one: run by bash, against a server that records what comes.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
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
const mark = 'x-patchbay-case'

/**
 * What curl sends for each command, by its place; undefined: nothing came. `write` gives the commands for a server, and puts the files
 * that they read into the folder that they run in.
 */
export async function sentByCurl(
  write: (server: string, folder: string) => readonly string[],
): Promise<(Sent | undefined)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-curl-'))
  const recorded = new Map<string, Sent>()
  const server = createServer(async (incoming, answer) => {
    recorded.set(String(incoming.headers[mark]), await record(incoming))
    answer.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const commands = write(`http://127.0.0.1:${port}`, folder)
    // One shell for all of them: starting processes is what takes the time.
    const lines = commands.map(
      (command, at) => `${command} -q -s --max-time 10 --noproxy '*' -H '${mark}: ${at}'`,
    )
    await runInBash(lines.join('\n'), folder)
    return commands.map((_, at) => recorded.get(String(at)))
  } finally {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What came in, as it went over the wire. */
async function record(incoming: IncomingMessage): Promise<Sent> {
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
function runInBash(script: string, folder: string): Promise<void> {
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
