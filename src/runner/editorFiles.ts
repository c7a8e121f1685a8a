import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { tokenMeta } from '../api/contract.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** Sent with everything: the page is framed by nobody, and nothing in it is guessed at. */
export const safetyHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

const policy = (scripts: readonly string[]) =>
  [
    "default-src 'self'",
    `script-src ${["'self'", ...scripts].join(' ')}`,
    // React Flow places nodes by style attributes; styles can neither run nor send anything.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

export interface EditorFiles {
  /** The file of a path, the editor's page for its routes, or undefined. */
  serve(path: string): Promise<Response | undefined>
}

/** The built editor. Files with a hash in their name never change and are kept for ever; the page is asked for anew. */
export function createEditorFiles(folder: string | undefined, token: string): EditorFiles {
  let page: { mtimeMs: number; response(): Response } | undefined

  async function servePage(): Promise<Response> {
    const path = folder === undefined ? undefined : join(folder, 'index.html')
    const found = path === undefined ? undefined : await stat(path).catch(() => undefined)
    if (path === undefined || found === undefined) return notBuilt()
    if (page?.mtimeMs !== found.mtimeMs) {
      const html = withToken(await readFile(path, 'utf8'), token)
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': policy(inlineHashes(html)),
      }
      page = { mtimeMs: found.mtimeMs, response: () => new Response(html, { headers }) }
    }
    return page.response()
  }

  return {
    async serve(path) {
      const asked = decoded(path)
      if (asked === undefined) return undefined
      const extension = extname(asked)
      if (asked === '/index.html' || extension === '') return servePage()
      const type = types[extension]
      if (type === undefined || folder === undefined) return undefined
      const file = join(folder, asked)
      if (!file.startsWith(folder + sep)) return undefined
      const bytes = await readFile(file).catch(() => undefined)
      if (bytes === undefined) return undefined
      const cache = asked.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
      return new Response(new Uint8Array(bytes), {
        headers: { 'content-type': type, 'cache-control': cache },
      })
    },
  }
}

/** A path as its file is called; undefined where it means to lead elsewhere. */
function decoded(path: string): string | undefined {
  let text: string
  try {
    text = decodeURIComponent(path)
  } catch {
    return undefined
  }
  const tricky = text.includes('\0') || text.includes('\\') || text.split('/').includes('..')
  return tricky ? undefined : text
}

function withToken(html: string, token: string): string {
  const meta = `<meta name="${tokenMeta}" content="${token}">`
  return /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, (head) => `${head}${meta}`)
    : `${meta}${html}`
}

/** An inline script of the built page is allowed by its hash, any other is not. */
function inlineHashes(html: string): string[] {
  const hashes: string[] = []
  for (const [, attributes = '', script = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi))
    if (!/\bsrc\s*=/i.test(attributes) && script !== '')
      hashes.push(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  return hashes
}

function notBuilt(): Response {
  return new Response(
    'The editor is not built. Run npm start in the folder of Patchbay, which builds it.\n',
    {
      status: 503,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    },
  )
}
