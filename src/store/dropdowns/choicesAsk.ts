import { compileTemplate, templateReferences } from '../../expressions/evaluate.ts'
import type { Connector, Field, FieldOptions, FieldSource, Operation } from '../../model/document.ts'
import { fieldsOf } from '../../model/fields.ts'
import { contentHash } from '../../model/hash.ts'
import type { FieldId } from '../../model/ids.ts'
import type { Json } from '../../model/json.ts'
import type { KindCatalog } from '../../model/kinds.ts'
import { fieldCycle, parentsOf, sourceOperation, valueWords } from '../../model/options.ts'
import { canonicalJson } from '../../model/printJson.ts'
import type { RunnerClient } from '../runnerClient.ts'
import { fileOf } from '../fileOf.ts'
import type { ChoicesAsk, LoadedChoices } from './choices.ts'
import { loadChoices } from './loadChoices.ts'
import type { FieldsAsk } from './loadedFields.ts'

/** What a form is, around one of its dropdowns. */
export interface FormAround {
  readonly connector: Connector
  /** All fields of the form. */
  readonly fields: readonly Field[]
  readonly input: Readonly<Record<string, Json>>
  readonly credential: string | undefined
  readonly catalog: KindCatalog
  readonly runner: RunnerClient
  /** What a choice read when it was taken (`labelKey`): people know parents by their names. */
  labelOf?(key: string): string | undefined
}

/** Under which the label of a field's value is remembered. */
export const labelKey = ({ id }: Pick<Field, 'id'>, value: Json): string => `${id} ${canonicalJson(value)}`

/** What the dropdown of a field asks for while the form stands so. */
export function choicesAsk(options: FieldOptions, form: FormAround): ChoicesAsk {
  const { records, value, label, search } = options
  const { load, ...ask } = sourceAsk(options, form, {
    of: 'the choices',
    typed: 'A value can be typed.',
    read: [records, value, label, search ?? null],
  })
  return {
    ...ask,
    options,
    searches: search !== undefined,
    load: (text, signal) => load((source, input) => withSearch(source, options, input, text), signal),
  }
}

/** What the fields of an object are asked for with while the form stands so. */
export function fieldsAsk(source: FieldSource, form: FormAround): FieldsAsk {
  const { load, ...ask } = sourceAsk(source, form, {
    of: 'the fields',
    typed: 'It can be given as JSON.',
    read: [source.schema],
  })
  return { ...ask, schema: source.schema, load: (signal) => load((_, input) => input, signal) }
}

interface SourceAsk extends Pick<ChoicesAsk, 'key' | 'sent' | 'waitsFor' | 'broken'> {
  load(
    input: (source: Operation, given: Readonly<Record<string, Json>>) => Json,
    signal: AbortSignal,
  ): Promise<LoadedChoices>
}

/** What a form asks another operation for. `read`: the settings that say how what comes is read. */
function sourceAsk(
  asks: FieldOptions | FieldSource,
  form: FormAround,
  told: { readonly of: string; readonly typed: string; readonly read: readonly Json[] },
): SourceAsk {
  const { connector, fields, catalog, credential } = form
  const source = sourceOperation(connector, asks)
  const parents = [...parentsOf(asks, fields)]
  const filled = withDefaults(fields, form.input)
  const sent = parents.flatMap((name) => {
    const value = filled[name] as Json
    if (isUnset(value)) return []
    const field = fields.find((each) => each.name === name)
    const label = field === undefined ? undefined : form.labelOf?.(labelKey(field, value))
    return [{ title: titleOf(fields, name), value: label ?? valueWords(value) }]
  })
  const cycle = fieldCycle(fields)
  const broken =
    source === undefined
      ? `The operation that gives ${told.of} is not there any more. ${told.typed}`
      : cycle !== undefined && parents.some((name) => cycle.includes(name))
        ? `${cycle.map((name) => titleOf(fields, name)).join(', ')} wait for each other’s choices. ${told.typed}`
        : undefined
  if (source === undefined || broken !== undefined)
    return {
      sent,
      key: `broken ${broken ?? ''}`,
      waitsFor: [],
      broken: broken ?? '',
      load: () => Promise.reject(new Error(broken)),
    }
  const { input, waitsFor } = given(source, asks, { fields, filled })
  return {
    sent,
    key: canonicalJson([
      hashOf(connector, source, catalog),
      credential ?? null,
      ...told.read,
      input,
      [...waitsFor],
    ]),
    waitsFor,
    load: (inputOf, signal) =>
      loadChoices(
        form.runner,
        {
          connector: fileOf(connector),
          operation: source.id,
          input: inputOf(source, input),
          ...(credential === undefined ? {} : { credential }),
        },
        signal,
      ),
  }
}

const hashes = new WeakMap<Operation, { readonly connector: Connector; readonly hash: string }>()

/** Asked at every key that is typed into the form, and changed by an edit alone. */
function hashOf(connector: Connector, source: Operation, catalog: KindCatalog): string {
  const known = hashes.get(source)
  if (known?.connector === connector) return known.hash
  const hash = contentHash(connector, source, catalog)
  hashes.set(source, { connector, hash })
  return hash
}

const isUnset = (value: Json | undefined) => value === undefined || value === null || value === ''

const titleOf = (fields: readonly Field[], name: string): string => {
  const field = fields.find((each) => each.name === name)
  return field === undefined || field.title === '' ? name : field.title
}

function withDefaults(
  fields: readonly Field[],
  input: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json | undefined>> {
  return Object.fromEntries(
    fields.map(({ name, default: usual }) => [
      name,
      Object.hasOwn(input, name) ? input[name] : (usual as Json | undefined),
    ]),
  )
}

/** The source's input, and the titles of the form's inputs that have to be filled in before it can be asked. */
function given(
  source: Operation,
  options: FieldOptions | FieldSource,
  {
    fields,
    filled,
  }: { readonly fields: readonly Field[]; readonly filled: Readonly<Record<string, Json | undefined>> },
): { readonly input: Record<string, Json>; readonly waitsFor: readonly string[] } {
  const input: Record<string, Json> = {}
  const waitsFor = new Set<string>()
  for (const asked of fieldsOf(source)) {
    const template = options.arguments[asked.id]
    if (template === undefined) continue
    const value = evaluated(template, filled)
    if (!isUnset(value)) input[asked.name] = value as Json
    else if (asked.required && asked.default === undefined)
      for (const { root, steps } of templateReferences(template)) {
        const name = steps[0]?.key
        if (root === 'input' && name !== undefined && isUnset(filled[String(name)]))
          waitsFor.add(titleOf(fields, String(name)))
      }
  }
  return { input, waitsFor: [...waitsFor] }
}

/** A template with a mistake gives nothing: the checks say what is wrong with it. */
function evaluated(template: string, input: Readonly<Record<string, Json | undefined>>): Json | undefined {
  try {
    return compileTemplate(template)({ input }) as Json | undefined
  } catch {
    return undefined
  }
}

function withSearch(
  source: Operation,
  { search: into }: FieldOptions,
  input: Readonly<Record<string, Json>>,
  search: string,
): Json {
  const takes = fieldsOf(source).find(({ id }) => id === (into as FieldId | undefined))
  return takes === undefined || search === '' ? input : { ...input, [takes.name]: search }
}
