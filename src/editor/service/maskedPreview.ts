import type { Authentication, Placement } from '../../model/document.ts'

/** The mask of the engine: one length whatever it covers. */
const mask = '••••••••'

/** A placement as it will be sent, with secrets covered: `Authorization: Bearer ••••••••`. */
export function maskedPreview(placement: Placement, fields: Authentication['fields']): string {
  const value = placement.value.replaceAll(/\{\{(.*?)\}\}/gs, (_, inside: string) => {
    const named = fields.filter(({ name }) => name !== '' && usesField(inside, name))
    if (named.length === 0) return '…'
    return named.some(({ secret }) => secret) ? mask : `‹${named[0]?.title || named[0]?.name}›`
  })
  return writers[placement.in](placement.name.trim() === '' ? '…' : placement.name, value)
}

/** How each place writes a name and a value. */
const writers: Readonly<Record<Placement['in'], (name: string, value: string) => string>> = {
  header: (name, value) => `${name}: ${value}`,
  query: (name, value) => `?${name}=${value}`,
  cookie: (name, value) => `Cookie: ${name}=${value}`,
  body: (name, value) => `"${name}": "${value}"`,
}

function usesField(expression: string, name: string): boolean {
  const at = expression.indexOf(`auth.${name}`)
  return at >= 0 && !/[\p{L}\p{N}_$@-]/u.test(expression[at + `auth.${name}`.length] ?? '')
}
