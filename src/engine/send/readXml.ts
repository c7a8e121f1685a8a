import { SaxesParser } from 'saxes'
import type { Json } from '../../model/json.ts'
import { EngineError } from '../errors.ts'
import { pieces, type Resting } from './pieces.ts'

/** Each element becomes up to two levels of JSON, itself and the list it stands in. */
const maxDepth = 200

/** An element whose end has not come yet. */
interface Open {
  readonly name: string
  readonly attributes: readonly (readonly [string, string])[]
  readonly children: Map<string, Json[]>
  text: string
}

/**
 * XML 1.0 as JSON: `{ root: … }`, where an element is its text, or an object of its attributes (`@id`), its elements by name (a
 * list where one comes more than once) and what text there is beside them (`#text`). Every value is text; prefixes stay in the
 * names. A document type is passed over: entities it declares are neither read nor fetched, and stay as they are written.
 * Throws `EngineError` of kind `decode`.
 *
 * Its parser is large and few answers are XML: loaded by decode.ts when one comes.
 */
export function readXml(text: string): Json {
  const steps = xmlSteps(text)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same with a rest behind each piece. */
export async function readXmlInSteps(text: string, { rest, signal, pieceLength }: Resting): Promise<Json> {
  const steps = xmlSteps(text, pieceLength)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await rest()
    signal.throwIfAborted()
  }
}

/** Reads one piece with each step. */
function* xmlSteps(text: string, pieceLength?: number): Generator<undefined, Json> {
  // Blanks before the declaration are against the rules and come all the time.
  const bare = text.trimStart()
  const skipped = text.slice(0, text.length - bare.length)
  const parser = new SaxesParser({ position: false })
  const root: Open = { name: '', attributes: [], children: new Map(), text: '' }
  const open: Open[] = []
  const addText = (piece: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += piece
  }
  const fault = (words: string) =>
    new EngineError(
      'decode',
      `The answer is not valid XML: ${words.slice(0, 200).replace(/\.$/, '')} (line ${skipped.split('\n').length - 1 + parser.line}).`,
    )
  parser.ENTITIES = entities
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === maxDepth) throw fault(`elements stand more than ${maxDepth} deep in each other`)
    open.push({ name, attributes: Object.entries(attributes), children: new Map(), text: '' })
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = open.pop() as Open
    const { children } = open.at(-1) ?? root
    const known = children.get(closed.name)
    if (known === undefined) children.set(closed.name, [valueOf(closed)])
    else known.push(valueOf(closed))
  })
  parser.on('error', (error) => {
    throw fault(error.message)
  })
  for (const piece of pieces(bare, pieceLength)) {
    parser.write(piece)
    yield undefined
  }

  // At the end the parser names all that is not complete. Only a document without any element is whole, and wrong.
  const missing: string[] = []
  parser.on('error', ({ message }) => missing.push(message))
  parser.close()
  if (missing.length === 1 && missing[0] === noRoot) throw fault(noRoot)
  if (missing.length > 0) throw cutOff(bare, open)
  return valueOf(root)
}

/** The parser's words for it. */
const noRoot = 'document must contain a root element.'

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const entityName = /^[\p{L}_:][\p{L}\p{M}\p{N}_:.\u00B7-]*$/u

/** Entities that only a document type could tell stay as they are written; what is no name of one is the parser's to refuse. */
const entities = new Proxy<Record<string, string>>(
  {},
  {
    get(_, name) {
      if (typeof name !== 'string') return undefined
      if (Object.hasOwn(predefined, name)) return predefined[name]
      return entityName.test(name) ? `&${name};` : undefined
    },
  },
)

function cutOff(text: string, open: readonly Open[]): EngineError {
  const unclosed = open.at(-1)
  // The parser reads on for the end of an entity: an & that means itself looks like a text that ends too early.
  if (text.lastIndexOf('&') > text.lastIndexOf(';'))
    return new EngineError(
      'decode',
      'The answer is cut off, or is not valid XML: an & in it has no ; behind it.',
    )
  return new EngineError(
    'decode',
    unclosed === undefined
      ? 'The answer is cut off: it ends in the middle of its XML.'
      : `The answer is cut off: <${shown(unclosed.name)}> of its XML is never closed.`,
  )
}

function valueOf({ attributes, children, text }: Open): Json {
  if (attributes.length === 0 && children.size === 0) return text
  // Blanks beside elements are how the document is set, not what it says.
  const beside = children.size > 0 || text.trim() === '' ? text.trim() : text
  return Object.fromEntries<Json>([
    ...attributes.map(([key, value]) => [`@${key}`, value] as const),
    ...[...children].map(
      ([key, values]) => [key, values.length === 1 ? (values[0] as Json) : values] as const,
    ),
    ...(beside === '' ? [] : [['#text', beside] as const]),
  ])
}

/** Names come from outside and are as long as they like. */
const shown = (tag: string): string => (tag.length > 40 ? `${tag.slice(0, 40)}…` : tag)
