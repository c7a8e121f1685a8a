import type { Field } from '../../../model/document.ts'
import type { FieldId, MakeId } from '../../../model/ids.ts'
import type { CurlRequest, Place } from '../request.ts'
import type { LiftContext, Lifted, LiftedField } from './lift.ts'
import { markOf, markVariables, mostMarks, toTemplate, unmarked } from './marked.ts'
import { inputName, inputTitle } from './names.ts'

export type Holes = ReturnType<typeof createHoles>

/**
 * What stands in the marks of one request: its variables become inputs, unless they sign in, and secrets that stood inside a text
 * become fields of the credential.
 */
export function createHoles({ variables }: CurlRequest, makeId: MakeId) {
  /** Names that expressions say for marks beyond the variables, or in place of an input. */
  const expressions = new Map<number, string>()
  const fields = new Map<string, Field>()
  const taken = new Map<string, number>()
  /** Names of the fields that stand for secrets inside texts, by their values. */
  const known = new Map<string, string>()
  const lifted: Lifted = { fields: [], placements: [] }
  let next = variables.length

  const nameOf = (index: number) => variables[index]?.name ?? 'value'

  function free(name: string): string {
    let found = name
    let number = taken.get(name) ?? 1
    while (taken.has(found)) found = `${name}${++number}`
    taken.set(name, number)
    taken.set(found, taken.get(found) ?? 1)
    return found
  }

  /** The input that takes a variable's place: one for all variables of that name. */
  function input(
    written: string,
    facts: Partial<Pick<Field, 'type' | 'placeholder' | 'description'>> = {},
  ): string {
    const name = inputName(written)
    if (!fields.has(name))
      fields.set(name, {
        id: makeId() as FieldId,
        name,
        title: inputTitle(written),
        type: 'string',
        required: true,
        description: '',
        placeholder: '',
        advanced: false,
        ...facts,
      })
    return `input.${name}`
  }

  const expression = (index: number): string => {
    const said = expressions.get(index)
    if (said !== undefined) return said
    const variable = variables[index]
    if (variable?.form !== 'file') return input(nameOf(index))
    return input(baseName(nameOf(index)), {
      type: 'text',
      description: `What ${baseName(nameOf(index))} holds`,
    })
  }

  const context: LiftContext = {
    nameOf,
    textOf: (index) => variables[index]?.text ?? '',
    written: (text) => unmarked(text, variables),
    free,
  }

  function add(more: Lifted): void {
    lifted.fields.push(...more.fields)
    lifted.placements.push(...more.placements)
  }

  return {
    context,
    lifted,
    fields: () => [...fields.values()],
    add,
    input,
    marked: (text: string, where: Place['in'], at = 0) => markVariables(text, variables, { in: where, at }),
    template: (text: string) => toTemplate(text, expression),
    written: context.written,
    /** A mark that an expression stands for. */
    mark(said: string): string {
      // The area holds 6,400 marks. What is beyond them is left out: never is a secret left in.
      if (next > mostMarks) return ''
      const index = next++
      expressions.set(index, said)
      return markOf(index)
    },
    /** A mark for a secret inside a text: the same value is the same field. */
    secret(field: LiftedField): string {
      const value = field.value ?? ''
      let name = known.get(value)
      if (name === undefined) {
        name = free(field.name)
        known.set(value, name)
        lifted.fields.push({ ...field, name })
      }
      return this.mark(`auth.${name}`)
    },
    /** The variable signs in, or belongs to the address of the service: it is filled in once, and is no input. */
    once(index: number, title = inputTitle(nameOf(index))): string {
      const said = expressions.get(index)
      if (said !== undefined) return said
      const name = free(inputName(nameOf(index)))
      lifted.fields.push({
        name,
        title,
        secret: false,
        value: undefined,
        variable: context.textOf(index),
        written: undefined,
      })
      expressions.set(index, `auth.${name}`)
      return `auth.${name}`
    },
  }
}

export const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path
