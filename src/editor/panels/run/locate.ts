import type { Path } from '../../../engine/send.ts'
import { parseRecordPath } from '../../../nodes/request/recordPath.ts'

/** A stretch of a text, in UTF-16 units: from the first to behind the last. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Where a value stands in a JSON text, by its path; undefined where nothing does, or the text is no JSON up to there. */
export function locateInJson(text: string, path: string): Stretch | undefined {
  const keys = parseRecordPath(path)
  return keys === undefined ? undefined : new Finder(text).find(keys)
}

/** The same in the last record: the last element of the last of these lists that has any. */
export function locateInLast(text: string, lists: readonly Path[], path: string): Stretch | undefined {
  const keys = parseRecordPath(path)
  if (keys === undefined) return undefined
  for (const list of lists.toReversed()) {
    const found = new Finder(text).find(list)
    const last =
      found === undefined ? undefined : new Finder(text.slice(0, found.to), found.from).lastElement()
    if (last !== undefined) return new Finder(text.slice(0, last.to), last.from).find(keys)
  }
  return undefined
}

/** Passes over what is not asked for: a body of some megabytes is looked through once, and nothing is made of it. */
class Finder {
  readonly #text: string
  #at: number

  constructor(text: string, from = 0) {
    this.#text = text
    this.#at = from
  }

  find(keys: readonly (string | number)[]): Stretch | undefined {
    for (const key of keys) if (!this.#enter(key)) return undefined
    this.#blank()
    const from = this.#at
    return this.#skip() ? { from, to: this.#at } : undefined
  }

  lastElement(): Stretch | undefined {
    let last: Stretch | undefined
    this.#elements((from) => {
      last = { from, to: this.#at }
      return true
    })
    return last
  }

  /** To the value of a key, or the element of a number. Of two keys of one name the last counts, as for the reader. */
  #enter(key: string | number): boolean {
    this.#blank()
    let found: number | undefined
    if (this.#text[this.#at] === '[') {
      let number = 0
      this.#elements((from) => {
        if (number++ === Number(key)) found = from
        return found === undefined
      })
    } else if (this.#text[this.#at] === '{') {
      this.#at++
      for (;;) {
        this.#blank()
        if (this.#text[this.#at] !== '"') break
        const from = this.#at
        if (!this.#skip()) break
        const name = this.#text.slice(from, this.#at)
        this.#blank()
        if (this.#text[this.#at++] !== ':') break
        this.#blank()
        const value = this.#at
        if (!this.#skip()) break
        if (isName(name, String(key))) found = value
        this.#blank()
        if (this.#text[this.#at++] !== ',') break
      }
    }
    if (found === undefined) return false
    this.#at = found
    return true
  }

  /** Each element of a list, until one is enough. */
  #elements(each: (from: number) => boolean): void {
    this.#blank()
    if (this.#text[this.#at++] !== '[') return
    for (;;) {
      this.#blank()
      const from = this.#at
      if (this.#text[from] === ']' || !this.#skip() || !each(from)) return
      this.#blank()
      if (this.#text[this.#at++] !== ',') return
    }
  }

  #blank(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  /** Over one value. */
  #skip(): boolean {
    const first = this.#text[this.#at]
    if (first === '"') return this.#skipText()
    if (first === '{' || first === '[') return this.#skipNested()
    const from = this.#at
    while (/[^\s,\]}:]/.test(this.#text[this.#at] ?? ',')) this.#at++
    return this.#at > from
  }

  #skipText(): boolean {
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      if (this.#text[this.#at] === '\\') this.#at++
      else if (this.#text[this.#at] === '"') {
        this.#at++
        return true
      }
    }
    return false
  }

  #skipNested(): boolean {
    let depth = 0
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at]
      if (character === '"') {
        if (!this.#skipText()) return false
        continue
      }
      if (character === '{' || character === '[') depth++
      else if (character === '}' || character === ']') depth--
      this.#at++
      if (depth === 0) return true
    }
    return false
  }
}

function isName(quoted: string, key: string): boolean {
  try {
    return JSON.parse(quoted) === key
  } catch {
    return false
  }
}
