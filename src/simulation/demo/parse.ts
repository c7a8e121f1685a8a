import { formatMoment } from '../../expressions/strftime.ts'
import type { Handler, ServedRequest, ServedResponse } from '../handler.ts'
import { objectId, seededRandom } from '../random.ts'
import { applyChanges, type Columns, columnsOf, isValues, type Values } from './changes.ts'
import { demoObjects, sampleCustomerId, type StoredObject } from './customers.ts'
import { listOrders } from './orders.ts'
import { errorCode, ParseError } from './parseError.ts'
import { ConstraintError, inOrder, matches } from './where.ts'

/**
 * The bundled demo API. It speaks the REST dialect of Parse Server, the engine behind Back4App, so that what is learnt on
 * it holds for the real service: https://docs.parseplatform.org/rest/guide/. It keeps its objects in memory and starts
 * anew with each start; it is a demo, and every answer says so in `X-Patchbay-Demo`.
 */
export interface ParseDemo {
  readonly handle: Handler
}

/** What a caller has to send. Public by design: the demo guards nothing, it only behaves as a guarded service does. */
export const demoKeys = {
  applicationId: 'patchbay-demo',
  restApiKey: 'demo-rest-key-0000',
} as const

/** The hosted service takes 50 requests in a batch. */
const batchLimit = 50
const defaultLimit = 100
const hardLimit = 1000
/** The demo lives in memory: it takes no more than this, and says so. */
const maxClasses = 20
const maxObjectsPerClass = 5000
const maxBodyBytes = 4 * 1024 * 1024
/**
 * What a list understands; Parse refuses everything else, so that a slip of the pen is no silent nothing. No object of the demo
 * points to another, so there is nothing to include.
 */
const listParameters = new Set(['where', 'order', 'limit', 'skip', 'count', 'keys', 'include', 'includeAll'])

interface Answer {
  status: number
  body: Values
  location?: string
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Milliseconds since the epoch as Parse prints a date: `2026-06-01T12:00:00.000Z`. */
const iso = (ms: number) => String(formatMoment({ epochMs: ms, offsetMinutes: 0 }, '%Y-%m-%dT%H:%M:%S.%LZ'))

export function createParseDemo(options: { seed?: number; now: () => number }): ParseDemo {
  const random = seededRandom((options.seed ?? 7) + 1)
  const classes = new Map<string, Map<string, StoredObject>>()
  const columns = new Map<string, Columns>()
  for (const [name, objects] of Object.entries(demoObjects(options.seed ?? 7, iso)))
    classes.set(name, new Map(objects.map((object) => [object.objectId, object])))
  for (const [name, objects] of classes) columns.set(name, columnsOf(objects.values()))

  function objectsOf(className: string): Map<string, StoredObject> {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(className))
      throw new ParseError(
        400,
        errorCode.invalidClassName,
        `Invalid classname: ${className.slice(0, 64)}, classnames can only have alphanumeric characters and _, and must start with an alpha character `,
      )
    return classes.get(className) ?? new Map()
  }

  function find(className: string, params: URLSearchParams): Answer {
    for (const name of params.keys())
      if (!listParameters.has(name))
        throw new ParseError(400, errorCode.invalidQuery, `Invalid parameter for query: ${name.slice(0, 64)}`)
    const where = whereOf(params)
    let found: readonly StoredObject[] = [...objectsOf(className).values()].filter((object) =>
      matches(object, where),
    )
    const total = found.length
    found = inOrder(found, params.get('order') ?? '')
    const skip = wholeNumber(params, 'skip') ?? 0
    const limit = Math.min(wholeNumber(params, 'limit') ?? defaultLimit, hardLimit)
    const keys = params.get('keys')?.split(',')
    const results = found.slice(skip, skip + limit).map((object) => only(object, keys))
    const counted = ['1', 'true'].includes(params.get('count') ?? '')
    return { status: 200, body: counted ? { results, count: total } : { results } }
  }

  function read(className: string, id: string, params: URLSearchParams): Answer {
    return { status: 200, body: only(existing(className, id), params.get('keys')?.split(',')) }
  }

  function existing(className: string, id: string): StoredObject {
    const object = objectsOf(className).get(id)
    if (object === undefined) throw new ParseError(404, errorCode.objectNotFound, 'Object not found.')
    return object
  }

  function create(className: string, values: Values): Answer {
    const objects = objectsOf(className)
    if (!classes.has(className) && classes.size >= maxClasses)
      throw new ParseError(400, errorCode.other, `The demo API keeps ${maxClasses} classes at most.`)
    if (objects.size >= maxObjectsPerClass)
      throw new ParseError(
        400,
        errorCode.other,
        `The demo API keeps ${maxObjectsPerClass} objects of a class at most.`,
      )
    const at = iso(options.now())
    const object: StoredObject = { objectId: objectId(random), createdAt: at, updatedAt: at }
    const known = columnsFor(className)
    applyChanges(className, known, object, values)
    classes.set(className, objects)
    columns.set(className, known)
    objects.set(object.objectId, object)
    return {
      status: 201,
      body: { objectId: object.objectId, createdAt: at },
      location: `/classes/${className}/${object.objectId}`,
    }
  }

  const columnsFor = (className: string): Columns => columns.get(className) ?? new Map<string, string>()

  function update(className: string, id: string, values: Values): Answer {
    const object = existing(className, id)
    const changed = { ...object }
    const told = applyChanges(className, columnsFor(className), changed, values)
    changed.updatedAt = iso(options.now())
    objectsOf(className).set(id, changed)
    return { status: 200, body: { ...told, updatedAt: changed.updatedAt } }
  }

  function remove(className: string, id: string): Answer {
    existing(className, id)
    objectsOf(className).delete(id)
    return { status: 200, body: {} }
  }

  function batch(values: Values): ServedResponse {
    const requests = values['requests']
    if (!Array.isArray(requests))
      throw new ParseError(400, errorCode.invalidJson, 'requests must be an array')
    if (requests.length > batchLimit)
      throw new ParseError(
        400,
        errorCode.invalidJson,
        `requests must be ${batchLimit} or fewer, got ${requests.length}`,
      )
    const answers = requests.map((request: unknown) => {
      try {
        if (!isValues(request))
          throw new ParseError(400, errorCode.invalidJson, 'a request must be an object')
        const path = String(request['path'] ?? '').replace(/^\/?(?:1|parse)(?=\/)/, '')
        const body = isValues(request['body']) ? request['body'] : {}
        return {
          success: route(String(request['method'] ?? ''), path, new URLSearchParams(), () => body).body,
        }
      } catch (error) {
        const failure = asParseError(error)
        return { error: { code: failure.code, error: failure.message } }
      }
    })
    return print(200, answers)
  }

  function route(method: string, path: string, params: URLSearchParams, body: () => Values): Answer {
    const [, root, className, id, ...more] = path.split('/').map(decodePart)
    if (root === 'health' && className === undefined) return { status: 200, body: { status: 'ok' } }
    if (root === 'classes' && className !== undefined && className !== '' && more.length === 0) {
      if (id === undefined || id === '') {
        if (method === 'GET') return find(className, params)
        if (method === 'POST') return create(className, body())
      } else {
        if (method === 'GET') return read(className, id, params)
        if (method === 'PUT') return update(className, id, body())
        if (method === 'DELETE') return remove(className, id)
      }
    }
    if (root === 'functions' && method === 'POST' && className !== undefined && id === undefined) {
      if (className === 'listOrders')
        return { status: 200, body: { result: listOrders(body(), sampleCustomerId, iso) } }
      throw new ParseError(400, errorCode.scriptFailed, `Invalid function: "${className.slice(0, 64)}"`)
    }
    throw new ParseError(404, errorCode.other, `Cannot ${method.slice(0, 10)} ${path.slice(0, 200)}`)
  }

  function answer(request: ServedRequest): ServedResponse {
    if (
      request.header('x-parse-application-id') !== demoKeys.applicationId ||
      request.header('x-parse-rest-api-key') !== demoKeys.restApiKey
    )
      return print(403, { error: 'unauthorized' })
    if (request.method === 'POST' && request.path.replace(/\/$/, '') === '/batch')
      return batch(bodyOf(request))
    const result = route(request.method, request.path, new URLSearchParams(request.query), () =>
      bodyOf(request),
    )
    return print(result.status, result.body, result.location)
  }

  return {
    handle: (request) => {
      try {
        return answer(request)
      } catch (error) {
        const failure = asParseError(error)
        return print(failure.status, { code: failure.code, error: failure.message })
      }
    },
  }
}

function asParseError(error: unknown): ParseError {
  if (error instanceof ParseError) return error
  if (error instanceof ConstraintError) return new ParseError(400, errorCode.invalidQuery, error.message)
  throw error
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new ParseError(400, errorCode.other, 'The path is not encoded as an address is.')
  }
}

function bodyOf(request: ServedRequest): Values {
  if (request.body.byteLength > maxBodyBytes)
    throw new ParseError(413, errorCode.other, 'request entity too large')
  // Parse takes no body for an empty one.
  if (request.body.byteLength === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(decoder.decode(request.body))
  } catch {
    throw new ParseError(400, errorCode.invalidJson, 'Malformed JSON body')
  }
  if (!isValues(value)) throw new ParseError(400, errorCode.invalidJson, 'The body must be a JSON object')
  return value
}

function whereOf(params: URLSearchParams): Values {
  const text = params.get('where')
  if (text === null || text === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ParseError(400, errorCode.invalidJson, 'where parameter is not valid JSON')
  }
  if (!isValues(value))
    throw new ParseError(400, errorCode.invalidQuery, 'Invalid parameter for query: where')
  return value
}

function wholeNumber(params: URLSearchParams, name: string): number | undefined {
  const text = params.get(name)
  if (text === null || text === '') return undefined
  if (!/^\d{1,9}$/.test(text))
    throw new ParseError(400, errorCode.invalidQuery, `Invalid parameter for query: ${name}`)
  return Number(text)
}

/** Parse always answers its own four, whatever `keys` asks for. */
function only(object: StoredObject, keys: readonly string[] | undefined): Values {
  if (keys === undefined) return object
  const wanted = new Set(['objectId', 'createdAt', 'updatedAt', ...keys.map((key) => key.trim())])
  return Object.fromEntries(Object.entries(object).filter(([key]) => wanted.has(key)))
}

function print(status: number, body: unknown, location?: string): ServedResponse {
  const headers: [string, string][] = [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['X-Patchbay-Demo', 'true'],
  ]
  if (location !== undefined) headers.push(['Location', location])
  return { status, headers, body: encoder.encode(JSON.stringify(body)) }
}
