import { nearest } from '../../expressions/nearest.ts'
import type { CredentialField, Placement } from '../../model/document.ts'

/** What is wrong with a placement, in words by the field that it stands in. */
export interface PlacementProblem {
  readonly name?: string
  readonly value?: string
}

/** A header's or a cookie's name is a token (RFC 9110, 5.1; RFC 6265, 4.1.1). */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Judges a placement as one types it. */
export function placementProblem(placement: Placement, fields: readonly CredentialField[]): PlacementProblem {
  return { ...judgeName(placement), ...judgeValue(placement.value, fields) }
}

function judgeName({ in: place, name }: Placement): PlacementProblem {
  if (name.trim() === '') return { name: 'The name is missing.' }
  if ((place === 'header' || place === 'cookie') && !token.test(name))
    return { name: 'Letters, digits and - only, without blanks.' }
  return {}
}

function judgeValue(value: string, fields: readonly CredentialField[]): PlacementProblem {
  if (value.trim() === '') return { value: 'The value is missing.' }
  const known = fields.map(({ name }) => name)
  for (const [, name = ''] of value.matchAll(/\bauth\.([\p{L}\p{N}_$@-]+)/gu)) {
    if (known.includes(name)) continue
    const near = nearest(name, known)
    return { value: `There is no field ${name}.${near === undefined ? '' : ` Did you mean ${near}?`}` }
  }
  return {}
}
