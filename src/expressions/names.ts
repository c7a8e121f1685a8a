/** The words of the language: what a name is, and which names nobody may walk through. */

const NAME_START = '[\\p{L}_$]'
const NAME_REST = '[\\p{L}\\p{M}\\p{N}_$@-]*'

/** A root or a filter: begins with a letter, `_` or `$`, so that it is never mistaken for a number. Sticky. */
export const rootName = new RegExp(`${NAME_START}${NAME_REST}`, 'uy')

/** A step after a dot: may also begin with a digit or `@`, as in `item.@odata`. Sticky. */
export const stepName = /[\p{L}\p{N}_$@][\p{L}\p{M}\p{N}_$@-]*/uy

const wholeRootName = new RegExp(`^${NAME_START}${NAME_REST}$`, 'u')
const wholeStepName = new RegExp(`^${stepName.source}$`, 'u')

/** Words that are values and so cannot be roots. */
export const keywords: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Names that lead from data to the machinery of the language below; no reference and no filter reads them. */
const refusedNames: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor'])

export const isRefusedName = (name: string): boolean => refusedNames.has(name)

/** True when the name can stand at the head of a reference. */
export const isRootName = (name: string): boolean => wholeRootName.test(name) && !keywords.has(name)

/** True when the name can be written after a dot. */
export const isStepName = (name: string): boolean => wholeStepName.test(name)
