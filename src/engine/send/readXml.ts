import type { Json } from '../../model/json.ts'
import { EngineError } from '../errors.ts'

/** Each element becomes up to two levels of JSON, itself and the list it stands in. */
const maxDepth = 200

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

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
 */
export function readXml(text: string): Json {
  return new Reader(text.replace(/\r\n?/g, '\n')).read()
}

const name = /[\p{L}_:][\p{L}\p{M}\p{N}_:.\u00B7-]*/uy
const blanks = /\s*/y
const equals = /\s*=\s*/y
const documentType = /<!DOCTYPE[^[>]*(?:\[[^]*?\]\s*)?>/iy

class Reader {
  readonly #text: string
  readonly #open: Open[] = []
  readonly #root: Open = { name: '', attributes: [], children: new Map(), text: '' }
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): Json {
    const text = this.#text
    while (this.#at < text.length) {
      const tag = text.indexOf('<', this.#at)
      this.#addText(decodeEntities(text.slice(this.#at, tag < 0 ? text.length : tag)))
      if (tag < 0) break
      this.#at = tag
      this.#markup()
    }
    const unclosed = this.#open.at(-1)
    if (unclosed !== undefined)
      throw new EngineError(
        'decode',
        `The answer is cut off: <${shown(unclosed.name)}> of its XML is never closed.`,
      )
    if (this.#root.children.size === 0) throw this.#fault('it has no element')
    return valueOf(this.#root)
  }

  #markup(): void {
    const text = this.#text
    if (text.startsWith('</', this.#at)) this.#endTag()
    else if (text.startsWith('<!--', this.#at)) this.#skipTo('-->')
    else if (text.startsWith('<?', this.#at)) this.#skipTo('?>')
    else if (text.startsWith('<![CDATA[', this.#at)) {
      const from = this.#at + 9
      this.#skipTo(']]>')
      this.#addText(text.slice(from, this.#at - 3))
    } else if (text.startsWith('<!', this.#at)) {
      if (this.#take(documentType) === undefined) throw this.#fault('a <! begins nothing that is known')
    } else this.#startTag()
  }

  #startTag(): void {
    if (this.#open.length === 0 && this.#root.children.size > 0)
      throw this.#fault('something follows after its end')
    this.#at++
    const tag = this.#take(name)
    if (tag === undefined) throw this.#fault('a < is followed by no name')
    const attributes: (readonly [string, string])[] = []
    for (;;) {
      this.#take(blanks)
      const closes = this.#text.startsWith('/>', this.#at)
      if (closes || this.#text[this.#at] === '>') {
        this.#at += closes ? 2 : 1
        if (this.#open.length === maxDepth)
          throw this.#fault(`elements stand more than ${maxDepth} deep in each other`)
        this.#open.push({ name: tag, attributes, children: new Map(), text: '' })
        if (closes) this.#close()
        return
      }
      attributes.push(this.#attribute(tag))
    }
  }

  #attribute(tag: string): readonly [string, string] {
    const key = this.#take(name)
    const quote = key === undefined || this.#take(equals) === undefined ? undefined : this.#text[this.#at]
    if (key === undefined || (quote !== '"' && quote !== "'"))
      throw this.#fault(`an attribute of <${shown(tag)}> cannot be read`)
    const end = this.#text.indexOf(quote, this.#at + 1)
    if (end < 0) throw this.#cutOff()
    const value = decodeEntities(this.#text.slice(this.#at + 1, end))
    this.#at = end + 1
    return [`@${key}`, value]
  }

  #endTag(): void {
    this.#at += 2
    const tag = this.#take(name)
    this.#take(blanks)
    const open = this.#open.at(-1)
    if (open === undefined || tag !== open.name || this.#text[this.#at] !== '>') {
      if (this.#at >= this.#text.length) throw this.#cutOff()
      throw this.#fault(
        open === undefined
          ? 'an element ends that never began'
          : `<${shown(open.name)}> is closed by another name`,
      )
    }
    this.#at++
    this.#close()
  }

  #close(): void {
    const closed = this.#open.pop() as Open
    const { children } = this.#open.at(-1) ?? this.#root
    const known = children.get(closed.name)
    if (known === undefined) children.set(closed.name, [valueOf(closed)])
    else known.push(valueOf(closed))
  }

  #addText(text: string): void {
    const open = this.#open.at(-1)
    if (open !== undefined) open.text += text
    else if (text.trim().replace('\uFEFF', '') !== '')
      throw this.#fault('text stands outside of its elements')
  }

  #skipTo(end: string): void {
    const found = this.#text.indexOf(end, this.#at)
    if (found < 0) throw this.#cutOff()
    this.#at = found + end.length
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #cutOff(): EngineError {
    return new EngineError('decode', 'The answer is cut off: it ends in the middle of its XML.')
  }

  #fault(words: string): EngineError {
    const line = this.#text.slice(0, this.#at).split('\n').length
    return new EngineError('decode', `The answer is not valid XML: ${words} (line ${line}).`)
  }
}

function valueOf({ attributes, children, text }: Open): Json {
  if (attributes.length === 0 && children.size === 0) return text
  // Blanks beside elements are how the document is set, not what it says.
  const beside = children.size > 0 || text.trim() === '' ? text.trim() : text
  return Object.fromEntries<Json>([
    ...attributes,
    ...[...children].map(
      ([key, values]) => [key, values.length === 1 ? (values[0] as Json) : values] as const,
    ),
    ...(beside === '' ? [] : [['#text', beside] as const]),
  ])
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (written, hex, decimal, word) => {
    if (word !== undefined) return Object.hasOwn(predefined, word) ? (predefined[word] as string) : written
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : written
  })
}

/** Names come from outside and are as long as they like. */
const shown = (tag: string): string => (tag.length > 40 ? `${tag.slice(0, 40)}…` : tag)
