import { EngineError } from '../../engine/errors.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import { type Json, maxJsonDepth } from '../../model/json.ts'
import { printJson } from '../../model/printJson.ts'
import { compileParts, type Hole, Ink, isHole, type Part } from './ink.ts'

/**
 * JSON with expressions in it: template first, JSON second. The `{{ }}` parts are found in the raw text, so quotes inside an
 * expression need no escaping; what stands around them must be JSON, and is sent as it was typed, blanks and digits too.
 *
 * A string that is one whole expression, and an expression where a value stands, keep their type. Inside a longer string an
 * expression becomes text, escaped. A member whose value is absent is left out with its comma (or is null); an absent element of
 * a list is null, since leaving it out would move the others.
 */
export interface JsonTemplate {
  /** Writes the JSON; false, and nothing written, when the whole value is absent. Throws `EngineError`. */
  draw(scope: Scope, ink: Ink): boolean
  readonly usesAuth: boolean
}

/** Where the text around the expressions stops being JSON, from 1. */
export interface JsonTemplateMistake {
  readonly message: string
  readonly line: number
  readonly column: number
}

export type WhenAbsent = 'omit' | 'null'

/** Writes one value; false: absent, nothing written. */
type Draw = (scope: Scope, ink: Ink) => boolean

/** Compiles once. Mistakes in the JSON are returned, not thrown; mistakes in an expression show when it is drawn. */
export function compileJsonTemplate(
  source: string,
  whenAbsent: WhenAbsent,
  words: string,
): { template: JsonTemplate } | { mistake: JsonTemplateMistake } {
  const holes = compileParts(source, words).filter(isHole)
  try {
    const draw = new Reader(source, holes, whenAbsent).whole()
    return { template: { draw, usesAuth: holes.some(({ usesAuth }) => usesAuth) } }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    const before = source.slice(0, error.at).split('\n')
    return {
      mistake: { message: error.message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    }
  }
}

class Mistake extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

const blanks = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y

class Reader {
  readonly #source: string
  readonly #holes: ReadonlyMap<number, Hole>
  readonly #whenAbsent: WhenAbsent
  #at = 0
  #depth = 0

  constructor(source: string, holes: readonly Hole[], whenAbsent: WhenAbsent) {
    this.#source = source
    this.#holes = new Map(holes.map((hole) => [hole.from, hole]))
    this.#whenAbsent = whenAbsent
  }

  whole(): Draw {
    const lead = this.#take(blanks)
    const value = this.#value()
    const tail = this.#take(blanks)
    if (this.#at < this.#source.length) throw this.#wrong('The JSON has ended here, but more text follows.')
    return (scope, ink) => {
      const inside = new Ink(ink.spans !== undefined)
      if (!value(scope, inside)) {
        if (this.#whenAbsent === 'omit') return false
        inside.write('null')
      }
      ink.write(lead)
      ink.append(inside)
      ink.write(tail)
      return true
    }
  }

  #value(): Draw {
    const hole = this.#holes.get(this.#at)
    if (hole !== undefined) {
      this.#at = hole.to
      return typed(hole)
    }
    const sign = this.#source[this.#at]
    if (sign === '{') return this.#nested(() => this.#object())
    if (sign === '[') return this.#nested(() => this.#list())
    if (sign === '"') {
      const parts = this.#string()
      const [only] = parts
      return parts.length === 1 && only !== undefined && isHole(only) ? typed(only) : text(parts)
    }
    const literal = this.#take(number) || this.#take(word)
    if (literal === '') throw this.#wrong('Here goes a value: text in double quotes, a number, {, [ or {{.')
    return literally(literal)
  }

  #nested(read: () => Draw): Draw {
    if (++this.#depth > maxJsonDepth) throw this.#wrong(`More than ${maxJsonDepth} levels are too deep.`)
    const draw = read()
    this.#depth--
    return draw
  }

  #object(): Draw {
    this.#at++
    const members: Member[] = []
    let lead = this.#take(blanks)
    if (this.#source[this.#at] === '}') return this.#close(literally(`{${lead}}`))
    for (;;) {
      if (this.#source[this.#at] !== '"') throw this.#wrong('Here goes a name in double quotes.')
      const key = text(this.#string())
      const beforeColon = this.#take(blanks)
      if (this.#source[this.#at] !== ':') throw this.#wrong('Here goes a colon.')
      this.#at++
      const afterColon = this.#take(blanks)
      const value = this.#value()
      const tail = this.#take(blanks)
      members.push({ lead, key, colon: `${beforeColon}:${afterColon}`, value, tail })
      if (this.#source[this.#at] === '}') return this.#close(object(members, this.#whenAbsent))
      if (this.#source[this.#at] !== ',') throw this.#wrong('Here goes a comma or a }.')
      this.#at++
      lead = this.#take(blanks)
    }
  }

  #list(): Draw {
    this.#at++
    const elements: Element[] = []
    let lead = this.#take(blanks)
    if (this.#source[this.#at] === ']') return this.#close(literally(`[${lead}]`))
    for (;;) {
      const value = this.#value()
      const tail = this.#take(blanks)
      elements.push({ lead, value, tail })
      if (this.#source[this.#at] === ']') return this.#close(list(elements))
      if (this.#source[this.#at] !== ',') throw this.#wrong('Here goes a comma or a ].')
      this.#at++
      lead = this.#take(blanks)
    }
  }

  #close(draw: Draw): Draw {
    this.#at++
    return draw
  }

  /** The raw text between the quotes, escapes left as they are, split at its expressions. */
  #string(): Part[] {
    const start = this.#at++
    const parts: Part[] = []
    let from = this.#at
    const keep = () => {
      if (this.#at > from) parts.push(this.#source.slice(from, this.#at))
    }
    for (; this.#at < this.#source.length; this.#at++) {
      const hole = this.#holes.get(this.#at)
      if (hole !== undefined) {
        keep()
        parts.push(hole)
        this.#at = hole.to - 1
        from = hole.to
        continue
      }
      const sign = this.#source[this.#at] as string
      if (sign === '"') {
        keep()
        this.#at++
        return parts
      }
      if (sign === '\\') this.#escape()
      else if (sign < ' ') throw this.#wrong('A line break or tab inside a text is written \\n or \\t.')
    }
    this.#at = start
    throw this.#wrong('This text has no closing quote.')
  }

  #escape(): void {
    const found = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.#source.slice(this.#at, this.#at + 6))?.[0]
    if (found === undefined)
      throw this.#wrong('This backslash means nothing here: for a backslash write two.')
    this.#at += found.length - 1
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #wrong(message: string): Mistake {
    return new Mistake(message, this.#at)
  }
}

const literally =
  (json: string): Draw =>
  (_scope, ink) => {
    ink.write(json)
    return true
  }

const typed =
  (hole: Hole): Draw =>
  (scope, ink) => {
    const value = hole.read(scope)
    if (value === undefined) return false
    ink.write(print(value), hole.origin)
    return true
  }

function print(value: unknown): string {
  try {
    return printJson(value as Json)
  } catch (cause) {
    throw new EngineError('expression', 'A value in the body cannot be written as JSON.', { cause })
  }
}

function text(parts: readonly Part[]): Draw {
  return (scope, ink) => {
    ink.write('"')
    for (const part of parts) {
      if (isHole(part)) ink.write(JSON.stringify(toText(part.read(scope))).slice(1, -1), part.origin)
      else ink.write(part)
    }
    ink.write('"')
    return true
  }
}

interface Element {
  readonly lead: string
  readonly value: Draw
  readonly tail: string
}

interface Member extends Element {
  readonly key: Draw
  readonly colon: string
}

function object(members: readonly Member[], whenAbsent: WhenAbsent): Draw {
  const closing = members.at(-1)?.tail ?? ''
  return (scope, ink) => {
    let pending: string | undefined
    ink.write('{')
    for (const { lead, key, colon, value, tail } of members) {
      const drawn = new Ink(ink.spans !== undefined)
      if (!value(scope, drawn)) {
        if (whenAbsent === 'omit') continue
        drawn.write('null')
      }
      if (pending !== undefined) ink.write(`${pending},`)
      ink.write(lead)
      key(scope, ink)
      ink.write(colon)
      ink.append(drawn)
      pending = tail
    }
    ink.write(pending === undefined ? '}' : `${closing}}`)
    return true
  }
}

function list(elements: readonly Element[]): Draw {
  return (scope, ink) => {
    let before = '['
    for (const { lead, value, tail } of elements) {
      ink.write(before + lead)
      if (!value(scope, ink)) ink.write('null')
      ink.write(tail)
      before = ','
    }
    ink.write(']')
    return true
  }
}
