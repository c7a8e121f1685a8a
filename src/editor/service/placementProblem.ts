import { checkTemplate } from '../../expressions/check.ts'
import type { Authentication, Placement } from '../../model/document.ts'
import { credentialEntries } from '../../model/scope.ts'

/** What is wrong with a placement, in words by the field that it stands in. */
export interface PlacementProblem {
  readonly name?: string
  readonly value?: string
}

/** A header's or a cookie's name is a token (RFC 9110, 5.1; RFC 6265, 4.1.1). */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Judges a placement of an authentication as one types it. */
export function placementProblem(placement: Placement, authentication: Authentication): PlacementProblem {
  return { ...judgeName(placement), ...judgeValue(placement.value, authentication) }
}

function judgeName({ in: place, name }: Placement): PlacementProblem {
  if (name.trim() === '') return { name: 'The name is missing.' }
  if ((place === 'header' || place === 'cookie') && !token.test(name))
    return { name: 'Letters, digits and - only, without blanks.' }
  return {}
}

function judgeValue(value: string, authentication: Authentication): PlacementProblem {
  if (value.trim() === '') return { value: 'The value is missing.' }
  const [problem] = checkTemplate(value, credentialEntries(authentication))
  return problem === undefined ? {} : { value: problem.message }
}
