/** The origin that a credential's values may be sent to, from the service's base URL with its shown fields filled in. */
export function originOf(baseUrl: string, shown: Readonly<Record<string, string>>): string | undefined {
  const filled = baseUrl.replaceAll(/\{\{\s*auth\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(shown, name) ? (shown[name] ?? whole) : whole,
  )
  if (filled.includes('{{') || !URL.canParse(filled)) return undefined
  const { protocol, origin } = new URL(filled)
  return protocol === 'http:' || protocol === 'https:' ? origin : undefined
}
