import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import type { AuthenticationId, ConnectorId, EdgeId, FieldId, NodeId, NoteId, OperationId } from './ids.ts'
import { idPattern } from './ids.ts'
import type { Json } from './json.ts'
import { isJson } from './json.ts'
import { markSettings } from './schema.ts'

/**
 * The connector document: the schemas of the file and, derived from them, the types everybody works with.
 *
 * In the file a graph is three lists, which is what people read and what can hold a duplicate id; in memory it is three
 * records by id, because an edit must cost the same in a graph of 5,000 nodes as in one of ten and its patch must name
 * the node, not a position. `readConnector` and `printConnector` (read.ts, print.ts) go from one to the other. Objects are
 * loose: a key of a newer Patchbay is kept, reported as a warning and written back, never dropped.
 */

const id = <Id extends string>() =>
  z.pipe(
    z.string().check(z.regex(idPattern, 'an id of 1 to 64 letters, digits, - or _')),
    z.transform((text) => text as Id),
  )

export const json = z.custom<Json>(isJson, 'a JSON value')

/** Text that may hold `{{ expressions }}`. */
const template = z.string()

/** A named value that is sent: a query parameter, a header, a form field. */
export const row = z.looseObject({
  name: template,
  value: template,
  /** Off rows are kept and not sent. */
  enabled: withDefault(z.boolean(), true),
  /** What happens when the value is absent, null or empty text. */
  whenEmpty: withDefault(z.enum(['omit', 'send-empty', 'send-null']), 'omit'),
  /** How a list is sent; without it as the kind of row usually does (query: repeat; header: comma). */
  list: z.optional(z.enum(['repeat', 'comma', 'brackets', 'json'])),
})
export type Row = z.infer<typeof row>

/** A test on values, used by error rules, filters and guards; the tests are listed in conditions.ts. */
export const condition = z.looseObject({
  left: template,
  test: z.string(),
  right: withDefault(template, ''),
})
export type Condition = z.infer<typeof condition>

/** First match wins. `when` sees `status`, `headers` and `body` of the answer. All conditions must hold. */
export const errorRule = z.looseObject({
  when: z.array(condition),
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the file format, and never a function.
  then: z.enum(['fail', 'retry', 'wait', 'refresh', 'ignore', 'accept']),
  /** What to say when it fails; a template over the answer. */
  message: withDefault(template, ''),
  /** `wait`: how long, in milliseconds, where the answer does not say. */
  waitMs: z.optional(z.number().check(z.int(), z.minimum(0))),
})
export type ErrorRule = z.infer<typeof errorRule>

/** One thing a person fills in to sign in. */
export const credentialField = z.looseObject({
  name: z.string(),
  title: z.string(),
  /** Secret fields are masked everywhere, and their values are searched for in what comes back. */
  secret: z.boolean(),
  /**
   * `owner`: the service's owner fills it once for all (a client id); `user`: each person fills their own; `login`: nobody
   * fills it, the login request brings it.
   */
  filledBy: withDefault(z.enum(['user', 'owner', 'login']), 'user'),
  required: withDefault(z.boolean(), true),
  description: withDefault(z.string(), ''),
})
export type CredentialField = z.infer<typeof credentialField>

/** Where a part of the credential goes in each request; `value` is a template over `auth`. */
export const placement = z.looseObject({
  in: z.enum(['header', 'query', 'cookie', 'body']),
  name: z.string(),
  value: template,
})
export type Placement = z.infer<typeof placement>

/** A sign that the credential has expired; the first that an answer shows counts. */
export const expiryRule = z.looseObject({
  when: z.enum(['status', 'body', 'header', 'age']),
  /** Status code, or seconds since the login for `age`. */
  number: z.optional(z.number()),
  /** Path in the body, or name of the header. */
  at: z.optional(z.string()),
  /** What stands there; without it anything does. */
  equals: z.optional(z.string()),
})
export type ExpiryRule = z.infer<typeof expiryRule>

/** A call that returns what signs the others in: made before the first of them, and again when its fields have expired. */
export const login = z.looseObject({
  method: z.enum(['GET', 'POST', 'PUT']),
  /** Absolute, or a path behind the base URL. A template that may use `auth.NAME` of fields that are not secret. */
  url: template,
  /** How parts placed in the body are written. */
  sends: z.enum(['json', 'form']),
  /** What it is sent: templates over the fields that people fill in. */
  placements: z.array(placement),
  /** What is read from its answer, into fields that are `filledBy: 'login'`. */
  reads: z.array(
    z.looseObject({ field: z.string(), in: z.enum(['body', 'header', 'cookie']), at: z.string() }),
  ),
})
export type Login = z.infer<typeof login>

export const authentication = z.looseObject({
  id: id<AuthenticationId>(),
  title: z.string(),
  /** A key of `schemes` (schemes.ts); it says how fields and placements came about, the engine reads only those. */
  scheme: z.string(),
  fields: z.array(credentialField),
  placements: z.array(placement),
  expiry: withDefault(z.array(expiryRule), []),
  login: z.optional(login),
})
export type Authentication = z.infer<typeof authentication>

/** An object of JSON, kept as it is: not copied, no key left out. */
const settings = markSettings(
  z.custom<Record<string, Json>>(
    (value) => isJson(value) && !Array.isArray(value) && typeof value === 'object' && value !== null,
    'an object',
  ),
)

export const service = z.looseObject({
  title: z.string(),
  /** Absolute http(s) address. A template that may use `auth.NAME` of fields that are not secret (a subdomain). */
  baseUrl: template,
  authentications: z.array(authentication),
  defaults: z.looseObject({
    headers: withDefault(z.array(row), []),
    query: withDefault(z.array(row), []),
    /** Rules of every request of the service, asked after the request's own: "this API answers 200 when it fails". */
    errorRules: withDefault(z.array(errorRule), []),
  }),
  /** Ways to page that were kept for the operations of this service: a title, and settings of a container. */
  paging: z.optional(z.array(z.looseObject({ title: z.string(), settings }))),
  /** The call that *Test connection* makes; without one, a GET of the base URL. */
  testOperation: z.optional(id<OperationId>()),
})
export type Service = z.infer<typeof service>

const size = z.number().check(z.int(), z.minimum(0))

/** Types of input fields that people can choose, in the order they are offered. */
export const fieldTypes = [
  'string',
  'text',
  'code',
  'number',
  'integer',
  'boolean',
  'date',
  'date-time',
  'enum',
  'list',
  'object',
  'one-of',
  'file',
  'json',
] as const

/** What a value must keep to, beside its type: the keywords of JSON Schema (2020-12, Validation, 6) under their own names. */
export const fieldRules = z.looseObject({
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  exclusiveMinimum: z.optional(z.number()),
  exclusiveMaximum: z.optional(z.number()),
  multipleOf: z.optional(z.number().check(z.positive())),
  minLength: z.optional(size),
  maxLength: z.optional(size),
  minItems: z.optional(size),
  maxItems: z.optional(size),
  uniqueItems: z.optional(z.boolean()),
  minProperties: z.optional(size),
  maxProperties: z.optional(size),
})
export type FieldRules = z.infer<typeof fieldRules>

/** What an operation is given when a form asks it for something: by its fields' ids, templates over the form's own `input`. */
const givenArguments = withDefault(z.record(id<FieldId>(), template), {})

/**
 * The source of a dropdown: a list operation of the same connector. It is drawn as an edge into the field and kept here alone.
 * Templates in `arguments` that read other inputs make a cascade.
 */
export const fieldOptions = z.looseObject({
  operation: id<OperationId>(),
  /** Path of the list in what the operation gives; empty: its records are the choices. */
  records: withDefault(z.string(), ''),
  /** Path of the value in a record; `$` is the record itself. */
  value: z.string(),
  /** What people read: a template over `item`, the record. Empty: the value. */
  label: withDefault(template, ''),
  arguments: givenArguments,
  /** The field of the list operation that takes what is typed, where the service itself can search. */
  search: z.optional(id<FieldId>()),
})
export type FieldOptions = z.infer<typeof fieldOptions>

/** Where the fields of an object come from that is known only when the form is filled in: an operation that gives a JSON Schema. */
export const fieldSource = z.looseObject({
  operation: id<OperationId>(),
  /** Path of the schema in what the operation gives; `$` is all of it. */
  schema: z.string(),
  arguments: givenArguments,
})
export type FieldSource = z.infer<typeof fieldSource>

/** An input of the operation. `name` is what expressions and callers use; `id` is what differences and ports use. */
export const field = z.looseObject({
  id: id<FieldId>(),
  name: z.string(),
  title: z.string(),
  type: z.enum(fieldTypes),
  required: withDefault(z.boolean(), false),
  default: z.optional(json),
  description: withDefault(z.string(), ''),
  placeholder: withDefault(z.string(), ''),
  /** Choices that come from the service, when the form is filled in. A value that is none of them is still taken. */
  options: z.optional(fieldOptions),
  /** Of an object: an operation that says which fields it has. */
  fieldsFrom: z.optional(fieldSource),
  /** Choices of an `enum`. */
  enum: z.optional(z.array(z.looseObject({ value: json, label: z.string() }))),
  advanced: withDefault(z.boolean(), false),
  rules: z.optional(fieldRules),
  /** Of an object: the fields that it has. Without them it may have any. */
  get fields(): z.ZodMiniOptional<z.ZodMiniArray<typeof field>> {
    return z.optional(z.array(field))
  },
  /** … and whether it may have no others. */
  closed: z.optional(z.boolean()),
  /** Of a list: what each element is. Nobody calls it by its name. */
  get item(): z.ZodMiniOptional<typeof field> {
    return z.optional(field)
  },
  /** Of a one-of: what the value may be, told apart by their titles. */
  get variants(): z.ZodMiniOptional<z.ZodMiniArray<typeof field>> {
    return z.optional(z.array(field))
  },
  /** … and whether it may be only one of them. */
  exclusive: z.optional(z.boolean()),
  /** What the fields have no words for, as JSON Schema (2020-12): it stands in the schema of the input, and values are checked by it. */
  schema: z.optional(json),
  /** The form asks for it where all of these hold; their templates see `input`. Elsewhere nothing is given. */
  visibleWhen: z.optional(z.array(condition)),
})
export type Field = z.infer<typeof field>

export const nodeFile = z.looseObject({
  id: id<NodeId>(),
  kind: z.string(),
  /** What expressions call it: `nodes["Get customer"]`. Unique in its operation. */
  title: z.string(),
  /** The container it is drawn in. */
  parent: z.optional(id<NodeId>()),
  /** Checked against the kind's own schema by the checks, so that a node of an unknown kind is kept as it is. */
  settings,
  disabled: z.optional(z.boolean()),
})
export type GraphNode = z.infer<typeof nodeFile>

const end = z.looseObject({ node: id<NodeId>(), port: z.string() })
export const edgeFile = z.looseObject({ id: id<EdgeId>(), from: end, to: end })
export type Edge = z.infer<typeof edgeFile>

export const noteFile = z.looseObject({ id: id<NoteId>(), text: z.string() })
export type Note = z.infer<typeof noteFile>

/** Position (and, where a person changed it, size) in canvas pixels, of a node or a note, by its id. */
export const box = z.looseObject({
  x: z.number(),
  y: z.number(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
})
export type Box = z.infer<typeof box>

export const operationFile = z.looseObject({
  id: id<OperationId>(),
  /** What callers use: kebab-case, unique in the connector. */
  name: z.string(),
  title: z.string(),
  description: withDefault(z.string(), ''),
  /** A list operation feeds other operations' dropdowns. */
  role: withDefault(z.enum(['call', 'list']), 'call'),
  graph: z.looseObject({
    nodes: z.array(nodeFile),
    edges: z.array(edgeFile),
    notes: withDefault(z.array(noteFile), []),
  }),
  layout: withDefault(z.record(z.string(), box), {}),
  output: withDefault(
    z.looseObject({
      schema: z.optional(json),
      samples: withDefault(z.array(json), []),
      /** The content hash at which the operation last ran well. "Tested" means: equal to the present one. */
      provenHash: z.optional(z.string()),
      /** Marks of what that hash is made of (contentParts.ts), so that it can be said what has changed since. */
      provenParts: z.optional(z.record(z.string(), z.string())),
    }),
    { samples: [] },
  ),
})

/** Marks of the parts of an operation that its content hash is made of, by names such as `edges` and `node/ID/url`. */
export type ContentParts = Readonly<Record<string, string>>

/** Newest first version of the file format; migrations lead up to it. */
export const currentFormat = 'patchbay.connector/1'

export const connectorFile = z.looseObject({
  format: z.literal(currentFormat),
  id: id<ConnectorId>(),
  /** What callers and file names use: kebab-case. */
  name: z.string(),
  title: z.string(),
  description: withDefault(z.string(), ''),
  /** A name of the icon set, or empty. */
  icon: withDefault(z.string(), ''),
  service,
  operations: z.array(operationFile),
})

/** The document as the file holds it. */
export type ConnectorFile = z.infer<typeof connectorFile>

/** A graph in memory: by id. Order means nothing in it; where one is needed it is the order of the ids. */
export interface Graph {
  nodes: Record<NodeId, GraphNode>
  edges: Record<EdgeId, Edge>
  notes: Record<NoteId, Note>
  [unknown: string]: unknown
}

/** `Omit` would forget every key of a loose object: `keyof` sees only its index signature. */
type Without<T, Key extends string> = { [K in keyof T as K extends Key ? never : K]: T[K] }

export type Operation = Without<z.infer<typeof operationFile>, 'graph'> & { graph: Graph }

/** The document in memory. Order of operations and of fields is the author's and kept. */
export type Connector = Without<ConnectorFile, 'operations'> & { operations: Operation[] }

/** A connector with its settings resolved for one operation is what plan, check and scope work on. */
export function findOperation(connector: Connector, nameOrId: string): Operation | undefined {
  return (
    connector.operations.find((operation) => operation.id === nameOrId) ??
    connector.operations.find((operation) => operation.name === nameOrId)
  )
}
