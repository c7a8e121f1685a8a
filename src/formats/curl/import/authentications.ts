import type { Authentication, Connector, CredentialField, Placement } from '../../../model/document.ts'
import type { AuthenticationId, MakeId } from '../../../model/ids.ts'
import { recogniseScheme } from '../../../model/schemes.ts'
import { uniqueTitle } from '../../../model/titles.ts'
import type { Lifted } from './lift.ts'

/** A way to sign in that an import found, and what its credential is filled in with. */
export interface ImportedAuthentication {
  authentication: Authentication
  /** Otherwise the connector has it already. */
  isNew: boolean
  /** Otherwise another service asks for it, and its values may not go into a credential of the connector's own. */
  isOfService: boolean
  /** Values by the names of its fields, to be kept in a credential and nowhere else. */
  values: Record<string, string>
}

/**
 * Collects the ways to sign in of several requests: those that place the same things at the same names are one, and one that the
 * connector has already is used again. What other services are asked with is kept apart: the connector's own service never gets
 * their secrets, nor they its.
 */
export function createAuthentications(connector: Connector | undefined, makeId: MakeId) {
  const found: ImportedAuthentication[] = []
  return {
    found,
    /** The authentication of what was lifted; undefined: nothing was. */
    of(lifted: Lifted, isOfService: boolean, warnings: string[]): AuthenticationId | undefined {
      if (lifted.fields.length === 0) return undefined
      const at = found.find(
        (each) => each.isOfService === isOfService && namesIn(each.authentication, lifted) !== undefined,
      )
      if (at !== undefined) {
        fill(at, lifted, warnings)
        return at.authentication.id
      }
      const known = isOfService
        ? connector?.service.authentications.find((candidate) => namesIn(candidate, lifted) !== undefined)
        : undefined
      const made: ImportedAuthentication = {
        authentication: known ?? authenticationOf(lifted, makeId, taken()),
        isNew: known === undefined,
        isOfService,
        values: {},
      }
      fill(made, lifted, warnings)
      found.push(made)
      return made.authentication.id
    },
  }

  function taken(): Set<string> {
    return new Set(
      [
        ...(connector?.service.authentications ?? []),
        ...found.map(({ authentication }) => authentication),
      ].map(({ title }) => title),
    )
  }
}

const where = (placements: readonly Placement[]): string =>
  placements
    .map(({ in: place, name }) => `${place} ${place === 'header' ? name.toLowerCase() : name}`)
    .toSorted()
    .join('\n')

/** A placement that is one field, perhaps behind a word. */
const reference = /^[^{]*\{\{\s*auth\.(\w+)\s*\}\}$/

const placeOf = ({ in: place, name }: Placement): string => `${place} ${name.toLowerCase()}`

/**
 * What the authentication calls each lifted field: what stands at the same place, else its own name. Undefined where it is another
 * authentication: it places other things, lacks a field that a text of the request names, or would show what is a secret here.
 */
function namesIn({ fields, placements }: Authentication, lifted: Lifted): Map<string, string> | undefined {
  if (where(placements) !== where(lifted.placements)) return undefined
  const known = new Set(fields.map(({ name }) => name))
  const byPlace = new Map(
    placements.map((placement) => [placeOf(placement), reference.exec(placement.value)?.[1]]),
  )
  const placed = new Map(
    lifted.placements.flatMap((placement): [string, string][] => {
      const own = reference.exec(placement.value)?.[1]
      const theirs = byPlace.get(placeOf(placement))
      return own === undefined || theirs === undefined ? [] : [[own, theirs]]
    }),
  )
  const names = new Map(lifted.fields.map(({ name }) => [name, placed.get(name) ?? name]))
  const shown = new Set(fields.filter(({ secret }) => !secret).map(({ name }) => name))
  const fits = lifted.fields.every(({ name, secret }) => {
    const theirs = names.get(name) ?? name
    return known.has(theirs) && !(secret && shown.has(theirs))
  })
  return fits ? names : undefined
}

function fill({ authentication, values }: ImportedAuthentication, lifted: Lifted, warnings: string[]): void {
  const names = namesIn(authentication, lifted)
  for (const field of lifted.fields) {
    if (field.value === undefined) continue
    const name = names?.get(field.name) ?? field.name
    if (values[name] === undefined) values[name] = field.value
    else if (values[name] !== field.value)
      warnings.push(
        `Its ${field.title} differs from that of a command before, which is the one that is kept.`,
      )
  }
}

function authenticationOf(lifted: Lifted, makeId: MakeId, taken: ReadonlySet<string>): Authentication {
  const { fields, placements } = asScheme(lifted)
  const { scheme } = recogniseScheme({ fields, placements })
  const title =
    scheme.scheme === 'custom' ? (fields.length === 1 ? (fields[0]?.title ?? 'Key') : 'Keys') : scheme.title
  return {
    id: makeId() as AuthenticationId,
    title: uniqueTitle(taken, title),
    scheme: scheme.scheme,
    fields,
    placements,
    expiry: [],
  }
}

/** One key at one place is what *API key* means, and there its field is called so. */
function asScheme(lifted: Lifted): { fields: CredentialField[]; placements: Placement[] } {
  const fields = lifted.fields.map(
    ({ name, title, secret }): CredentialField => ({
      name,
      title,
      secret,
      filledBy: 'user',
      // Services that take a key for the user name want nothing for the password.
      required: name !== 'password',
      description: '',
    }),
  )
  const [field, ...others] = fields
  const [placement, ...more] = lifted.placements
  if (
    field === undefined ||
    placement === undefined ||
    others.length > 0 ||
    more.length > 0 ||
    field.name === 'token'
  )
    return { fields, placements: lifted.placements }
  return {
    fields: [{ ...field, name: 'key' }],
    placements: [{ ...placement, value: placement.value.replace(`auth.${field.name}`, 'auth.key') }],
  }
}
