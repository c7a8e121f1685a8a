import type { FakeAnswer } from '../../../src/engine/fake.ts'
import type { HttpRequest } from '../../../src/engine/io.ts'
import { readXml } from '../../../src/engine/send/readXml.ts'
import type { Json } from '../../../src/model/json.ts'
import { parseJson } from '../../../src/model/readJson.ts'
import type { Candidate } from '../../../src/nodes/pagination/detect/candidate.ts'
import { type Detection, detectPaging } from '../../../src/nodes/pagination/detect/detect.ts'
import type { SeenExchange } from '../../../src/nodes/pagination/detect/seen.ts'
import { playStyle, type Style } from '../../../src/simulation/torture/play.ts'
import { exampleOf, numbersOf } from './examples.ts'
import { createNames } from './renaming.ts'
import { servedBy } from '../../../src/simulation/torture/served.ts'
import { walk } from './walking.ts'

type Script = (request: HttpRequest) => FakeAnswer | Error
interface Document {
  operations: { graph: { nodes: { id: string; settings: Record<string, Json> }[] } }[]
}

/** A played service under other names, with another page size, and the document of who calls it. */
export interface World {
  readonly style: Style
  readonly document: Document
  readonly script: () => Script
  /** How many records its list has. */
  readonly total: number
}

/**
 * Seed 0 is the service as it is. Any other renames what its answers and requests call things (renaming.ts), and asks for pages of
 * another size. A counted walk names its first page, as a person does who tries it.
 */
export function createWorld(style: Style, seed: number): World {
  const names = createNames(seed)
  const size = seed === 0 ? 5 : 3 + (seed % 7)
  const document = JSON.parse(exampleOf(style)) as Document
  const [pages, ask] = ['pages', 'ask'].map((id) => settingsOf(document, id)) as [
    Record<string, Json>,
    Record<string, Json>,
  ]
  const text = JSON.stringify(ask)
    .replaceAll(/(?<=\\?")5(?=\\?")/g, String(size))
    .replaceAll(/(?<=MAXRESULTS )5\b|(?<=\\": )5\b|(?<=maxpagesize=)5\b/g, String(size))
  Object.assign(ask, JSON.parse(text))
  if (pages['size'] === '5') pages['size'] = String(size)
  nameFirstPage(pages, ask)
  names.request(ask)
  names.pages(pages)
  const total = Math.max(3 * size + 1, 16)
  return { style, document, total, script: () => names.service(servedBy(playStyle(style, total))) }
}

const settingsOf = (document: Document, id: string): Record<string, Json> =>
  document.operations[0]?.graph.nodes.find((node) => node.id === id)?.settings ?? {}

function nameFirstPage(pages: Record<string, Json>, ask: Record<string, Json>): void {
  const { from } = pages['carry'] as { from: string }
  const [put] = pages['put'] as { to: string; name?: string; path?: string }[]
  if (from !== 'page' && from !== 'offset') return
  const first = (pages['start'] as { value?: string } | undefined)?.value ?? (from === 'page' ? '1' : '0')
  if (put?.to === 'query') {
    const rows = ask['query'] as { name: string; value: string }[]
    if (!rows.some(({ name }) => name === put.name)) rows.push({ name: put.name ?? '', value: first })
  }
  if (put?.to !== 'json') return
  const body = ask['body'] as { text: string }
  const json = JSON.parse(body.text) as Record<string, Json>
  const path = put.path ?? ''
  if (!Object.hasOwn(json, path)) body.text = JSON.stringify({ ...json, [path]: Number(first) })
}

/** The exchanges of the first pages, as the walk of the example makes them. */
export async function exchangesOf(world: World): Promise<SeenExchange[]> {
  const seen: SeenExchange[] = []
  const play = world.script()
  await walk(JSON.stringify(world.document), {
    script: (request) => {
      const answer = play(request)
      if (!(answer instanceof Error)) seen.push(seenOf(request, answer))
      return answer
    },
  })
  return seen
}

function seenOf({ method, url, headers, body }: HttpRequest, answer: FakeAnswer): SeenExchange {
  return {
    request: { method, url, headers, body: new TextDecoder().decode(body) },
    response: { status: answer.status ?? 200, headers: answer.headers ?? [], body: bodyOf(answer) },
  }
}

function bodyOf({ body }: FakeAnswer): Json | undefined {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '')
  try {
    return text.startsWith('<') ? readXml(text) : parseJson(text)
  } catch {
    return undefined
  }
}

export const detect = (seen: readonly SeenExchange[], pages: 1 | 2): Detection =>
  detectPaging(seen.slice(0, pages))

/**
 * Whether a candidate pages this service: its settings walk it, and every record comes once. What the candidate itself asks for (the
 * name of the parameter) is answered from the example.
 */
export async function judge(world: World, { settings, records, asks }: Candidate): Promise<boolean> {
  const document = structuredClone(world.document)
  const own = settingsOf(document, 'pages')
  const answered = asks.length > 0 ? { put: own['put'], drop: own['drop'], start: own['start'] } : {}
  const made = {
    ...settings,
    ...Object.fromEntries(Object.entries(answered).filter(([, value]) => value !== undefined)),
  }
  for (const node of document.operations[0]?.graph.nodes ?? []) {
    if (node.id === 'pages') node.settings = made as unknown as Record<string, Json>
    if (node.id === 'ask') node.settings['records'] = records
  }
  try {
    const walked = await walk(JSON.stringify(document), { script: world.script() })
    const numbers = numbersOf(world.style, walked.records)
    return (
      walked.finished.outcome === 'completed' &&
      JSON.stringify(numbers) === JSON.stringify(Array.from({ length: world.total }, (_, at) => at))
    )
  } catch {
    // Settings that the checks refuse page nothing.
    return false
  }
}
