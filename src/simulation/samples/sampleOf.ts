import { generateSync, type JsonSchema, type Random } from 'json-schema-faker'
import type { Json } from '../../model/json.ts'
import { objectId, pick, seededRandom } from '../random.ts'
import { called, people, plainWords, wordsByName } from './words.ts'

/** Lists that a schema leaves open have no more items than this. */
const mostItems = 3
const deepest = 8

/**
 * A value that a schema (JSON Schema 2020-12) allows, to show what an operation may give back: the same for the same seed. What the
 * schema leaves open is filled with believable words. Throws where no value can be made: the schema allows none, or says so in
 * ways that are not understood.
 */
export function sampleOf(schema: Json, seed: number): Json {
  return withoutNothing(
    generateSync(plain(schema) as JsonSchema, {
      seed,
      maxDefaultItems: mostItems,
      maxDepth: deepest,
      optionalsProbability: 0.7,
      formats,
      outputTransform: (value, part, path) => believable(value as Json, part, path, seed),
    }) as Json | undefined,
  )
}

/** Nobody is reached at these, should they ever be used (RFC 2606). */
const formats = {
  email: (random: Random) => `${random.pick(people)}${random.int(1, 999)}@example.com`,
  uri: (random: Random) => `https://example.com/${random.pick(plainWords)}/${random.int(1, 999)}`,
}

/** The maker of samples reads plain numbers. */
function plain(schema: Json): Json {
  if (typeof schema === 'bigint') return Number(schema)
  if (Array.isArray(schema)) return (schema as readonly Json[]).map(plain)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, plain(value)]))
}

/** Members that were left out are not there, as in JSON. */
function withoutNothing(value: Json | undefined): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutNothing)
  if (typeof value !== 'object' || value === null) return value ?? null
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      member === undefined ? [] : [[key, withoutNothing(member)]],
    ),
  )
}

/** Keywords beside which another value might no longer be valid. */
const openBeside = new Set(['type', 'title', 'description', '$schema', 'properties', 'required', 'items'])
const isOpen = (schema: object) => Object.keys(schema).every((keyword) => openBeside.has(keyword))

function believable(value: Json, schema: JsonSchema, path: string, seed: number): Json {
  if (typeof schema !== 'object' || !isOpen(schema)) return value
  const random = seededRandom(hashOf(path) + Math.imul(seed, 2_654_435_761))
  const name = nameAt(path)
  if (typeof value === 'string' && schema.type === 'string') return textFor(name, random)
  if (typeof value === 'number' && (schema.type === 'integer' || schema.type === 'number'))
    return schema.type === 'integer' ? Math.floor(random() * 1_000) : Math.round(random() * 100_000) / 100
  return value
}

function textFor(name: string, random: () => number): string {
  const texts = wordsByName.find(([fits]) => fits.test(name))?.[1]
  if (texts !== undefined) return pick(random, texts)
  return called.id.test(name) ? objectId(random) : pick(random, plainWords)
}

/** What the nearest member around is called: `/orders/0/city` is a city, and `/tags/0` a tag. */
const nameAt = (path: string): string => path.split('/').findLast((part) => !/^\d*$/.test(part)) ?? ''

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 2_166_136_261
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619)
  return hash >>> 0
}
