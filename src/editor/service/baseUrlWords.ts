/** What is wrong with a base URL, in words, and a better one where it is plain what was meant. */
export interface BaseUrlWords {
  readonly message: string
  readonly better?: string
}

const holes = /\{\{[^{}]*\}\}/g

/**
 * Judges a base URL as one types. A part may be a reference to a credential's field that is not secret (a subdomain); `secret`
 * are the names of those that are. Nothing typed is not judged here.
 */
export function judgeBaseUrl(text: string, secret: readonly string[] = []): BaseUrlWords | undefined {
  const url = text.trim()
  if (url === '') return undefined
  const hidden = secret.find((name) => new RegExp(`\\{\\{[^{}]*\\bauth\\.${name}\\b`).test(url))
  if (hidden !== undefined)
    return { message: `“${hidden}” is secret: an address would show it. Use a field that is not secret.` }
  const plain = url.replaceAll(holes, 'x')
  if (plain.includes('{{')) return { message: 'A {{ has no }} behind it.' }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(plain) || /^[a-z0-9.-]+:\d/i.test(plain))
    return {
      message: 'An address begins with https:// (or http://).',
      better: `${isLocal(plain) ? 'http' : 'https'}://${url.replace(/^\/+/, '')}`,
    }
  if (!/^https?:\/\//i.test(plain))
    return { message: 'Only addresses that begin with https:// or http:// can be called.' }
  if (!URL.canParse(plain))
    return { message: 'This is no whole address yet. Check the host: https://api.example.com' }
  return judgeParts(url, new URL(plain))
}

/** Whether an address without its scheme is of this computer: what listens there seldom has a certificate. */
function isLocal(address: string): boolean {
  return /^\/*(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/?#]|$)/i.test(address)
}

function judgeParts(url: string, parsed: URL): BaseUrlWords | undefined {
  if (parsed.username !== '' || parsed.password !== '')
    return {
      message:
        'A user name or password does not belong in an address. Choose Basic below, and fill it in as a credential.',
      better: url.replace(/\/\/[^/@]*@/, '//'),
    }
  if (parsed.search !== '' || parsed.hash !== '')
    return {
      message: 'A base URL ends before ? and #. Put what every request sends into the defaults.',
      better: url.replace(/[?#].*$/s, ''),
    }
  return undefined
}
