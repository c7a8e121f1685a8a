import type { Authentication } from '../../model/document.ts'

/** The origin that a credential's values may be sent to, from the service's base URL with its shown fields filled in. */
export function originOf(baseUrl: string, shown: Readonly<Record<string, string>>): string | undefined {
  const filled = baseUrl.replaceAll(/\{\{\s*auth\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(shown, name) ? (shown[name] ?? whole) : whole,
  )
  if (filled.includes('{{') || !URL.canParse(filled)) return undefined
  const { protocol, origin } = new URL(filled)
  return protocol === 'http:' || protocol === 'https:' ? origin : undefined
}

/** The origin that the login request of an authentication goes to, which gets its values too. */
export function loginOriginOf(
  { login }: Authentication,
  baseUrl: string,
  shown: Readonly<Record<string, string>>,
): string | undefined {
  if (login === undefined) return undefined
  return originOf(/^\s*https?:\/\//i.test(login.url) ? login.url.trim() : baseUrl, shown)
}
