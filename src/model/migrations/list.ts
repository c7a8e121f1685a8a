import type { Json } from '../json.ts'

/** A document of any version, as the file holds it. */
export type AnyDocument = { readonly [key: string]: Json }

/**
 * One step of the file format. Each version from the second on has a file of its own here, called by its number, that is
 * never edited once it is released; `up` takes a document of version `from` and returns one of version `to` without changing
 * the one it was given. Formats older than the first release do not exist.
 */
export interface Migration {
  readonly from: number
  readonly to: number
  up(document: AnyDocument): AnyDocument
}

/** All steps in order. The list is empty while version 1 is the newest. */
export const migrations: readonly Migration[] = []

/** What is wrong with a list of steps that should lead from version 1 to `current` without a gap, or undefined. */
export function migrationsProblem(list: readonly Migration[], current: number): string | undefined {
  let version = 1
  for (const { from, to } of list) {
    if (from !== version) return `expected the step from version ${version}, but found one from ${from}`
    if (to !== from + 1) return `the step from version ${from} leads to ${to}, not to ${from + 1}`
    version = to
  }
  return version === current ? undefined : `the steps end at version ${version}, but ${current} is the newest`
}

/** Takes a document of version `from` up to the newest one. `format` is written anew after each step. */
export function migrate(
  document: AnyDocument,
  from: number,
  list: readonly Migration[] = migrations,
): AnyDocument {
  let current = document
  for (const step of list) {
    if (step.from < from) continue
    current = { ...step.up(current), format: `patchbay.connector/${step.to}` }
  }
  return current
}
