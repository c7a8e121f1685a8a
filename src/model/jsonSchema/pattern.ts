/**
 * Regular expressions of schemas (ECMA-262, as texts of code points) that take no longer than the text is long: a document comes
 * from anywhere, and the platform's own matcher can be made to go on for hours by twenty characters of it. What is read here is
 * run by `patternRun.ts`; what cannot be matched in that way (back references, looking behind) is no pattern, in words.
 */

/** One step of a program: a character that is taken, a choice of ways on, or something that must hold where one stands. */
export type Step =
  | { readonly is: 'take'; readonly fits: (codePoint: number) => boolean }
  | { is: 'fork'; to: readonly number[] }
  | { readonly is: 'start' | 'end' | 'word-edge' | 'no-word-edge' }
  | { readonly is: 'ahead'; readonly program: Program; readonly wanted: boolean }
  | { readonly is: 'done' }

export type Program = readonly Step[]

/** Why a text is no pattern that can be checked: goes on from "the pattern ". */
export class PatternFault extends Error {}

/** Counted repeats are written out: more steps than this are not. */
const mostSteps = 5_000

const known = new Map<string, Program | string>()
const mostKnown = 500

/** The program of a pattern, or in words why there is none. */
export function patternProgram(source: string): Program | string {
  const before = known.get(source)
  if (before !== undefined) return before
  let made: Program | string
  try {
    made = new Reading(source).whole()
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error
    made = error.message
  }
  if (known.size >= mostKnown) known.clear()
  known.set(source, made)
  return made
}

/** A part of a pattern: writes its steps behind those that are there. */
type Part = (steps: Step[]) => void

class Reading {
  readonly #chars: readonly string[]
  #at = 0

  constructor(source: string) {
    this.#chars = [...source]
  }

  whole(): Program {
    const program = programOf(this.#choice())
    if (this.#at < this.#chars.length) throw new PatternFault('has a “)” that closes nothing')
    return program
  }

  #choice(): Part {
    const ways = [this.#sequence()]
    while (this.#next('|')) ways.push(this.#sequence())
    return ways.length === 1 ? (ways[0] as Part) : choiceOf(ways)
  }

  #sequence(): Part {
    const parts: Part[] = []
    while (this.#at < this.#chars.length && this.#peek() !== '|' && this.#peek() !== ')')
      parts.push(this.#term())
    return (steps) => {
      for (const part of parts) part(steps)
    }
  }

  #term(): Part {
    const part = this.#atom()
    const [least, most] = this.#times()
    return least === 1 && most === 1 ? part : repeated(part, least, most)
  }

  #times(): readonly [least: number, most: number] {
    const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[this.#peek() ?? ''] as
      | [number, number]
      | undefined
    const counted = simple === undefined ? this.#counted() : undefined
    if (simple === undefined && counted === undefined) return [1, 1]
    if (simple !== undefined) this.#at++
    // As few as possible or as many: whether it fits is the same.
    this.#next('?')
    return simple ?? counted ?? [1, 1]
  }

  /** `{2}`, `{2,}` or `{2,5}`; anything else in braces stands for itself. */
  #counted(): [number, number] | undefined {
    const match = /^\{(\d{1,9})(,(\d{0,9}))?\}/.exec(this.#chars.slice(this.#at, this.#at + 22).join(''))
    if (match === null) return undefined
    this.#at += match[0].length
    const least = Number(match[1])
    const most = match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3])
    if (most < least) throw new PatternFault('repeats something fewer times than it must')
    return [least, most]
  }

  #atom(): Part {
    const char = this.#take()
    if (char === '(') return this.#group()
    if (char === '[') return this.#class()
    if (char === '\\') return this.#escape()
    if (char === '^') return (steps) => void steps.push({ is: 'start' })
    if (char === '$') return (steps) => void steps.push({ is: 'end' })
    if (char === '.') return taking((point) => !lineEnds.has(point))
    if (char === '*' || char === '+' || char === '?') throw new PatternFault(`repeats nothing, at “${char}”`)
    return taking(literal(char))
  }

  #group(): Part {
    const kind = this.#next('?') ? this.#take() : ''
    if (kind === '=' || kind === '!') {
      const program = programOf(this.#closed())
      return (steps) => void steps.push({ is: 'ahead', program, wanted: kind === '=' })
    }
    if (kind === '<') {
      const name = this.#take()
      if (name === '=' || name === '!')
        throw new PatternFault('looks behind itself, which cannot be checked here')
      // What a group is called is nothing to whether it fits.
      while (this.#peek() !== '>') this.#take()
      this.#at++
    } else if (kind !== '' && kind !== ':')
      throw new PatternFault(`has a group “(?${kind}”, which is unknown here`)
    return this.#closed()
  }

  #closed(): Part {
    const inside = this.#choice()
    if (!this.#next(')')) throw new PatternFault('has a “(” that is not closed')
    return inside
  }

  #class(): Part {
    let text = '['
    for (let char = this.#take(); ; char = this.#take()) {
      text += char === '\\' ? char + this.#take() : char
      if (char === ']') break
    }
    return taking(single(text))
  }

  #escape(): Part {
    const char = this.#take()
    if (char === 'b' || char === 'B')
      return (steps) => void steps.push({ is: char === 'b' ? 'word-edge' : 'no-word-edge' })
    if (/[1-9k]/.test(char))
      throw new PatternFault('refers back to a part of itself, which cannot be checked here')
    if (/[dDwWsSfnrtv0]/.test(char)) return taking(single(`\\${char}`))
    const rest = this.#chars.slice(this.#at, this.#at + 80).join('')
    const long = {
      p: /^\{[^}]*\}/,
      P: /^\{[^}]*\}/,
      u: /^(?:\{[0-9a-fA-F]+\}|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})/,
      x: /^[0-9a-fA-F]{2}/,
      c: /^[A-Za-z]/,
    }[char]
    const more = long?.exec(rest)?.[0]
    if (more !== undefined) {
      this.#at += [...more].length
      return taking(single(`\\${char}${more}`))
    }
    if (/[A-Za-z]/.test(char)) throw new PatternFault(`has “\\${char}”, which means nothing`)
    return taking(literal(char))
  }

  #peek(): string | undefined {
    return this.#chars[this.#at]
  }

  #next(char: string): boolean {
    if (this.#peek() !== char) return false
    this.#at++
    return true
  }

  #take(): string {
    const char = this.#chars[this.#at++]
    if (char === undefined) throw new PatternFault('ends too early')
    return char
  }
}

const lineEnds: ReadonlySet<number> = new Set([0x0a, 0x0d, 0x2028, 0x2029])

const literal = (char: string) => {
  const wanted = char.codePointAt(0)
  return (point: number) => point === wanted
}

/** What stands for one character, by the platform: one character takes no time. */
function single(text: string): (point: number) => boolean {
  let native: RegExp
  try {
    native = new RegExp(`^${text}$`, 'u')
  } catch {
    throw new PatternFault(`has “${text}”, which is no set of characters`)
  }
  const found = new Map<number, boolean>()
  return (point) => {
    const before = found.get(point)
    if (before !== undefined) return before
    const fits = native.test(String.fromCodePoint(point))
    if (found.size < 1_000) found.set(point, fits)
    return fits
  }
}

const taking =
  (fits: (point: number) => boolean): Part =>
  (steps) => {
    if (steps.length > mostSteps) throw new PatternFault('repeats too much to be checked')
    steps.push({ is: 'take', fits })
  }

function choiceOf(ways: readonly Part[]): Part {
  return (steps) => {
    const fork: Extract<Step, { is: 'fork' }> = { is: 'fork', to: [] }
    steps.push(fork)
    const ends: Extract<Step, { is: 'fork' }>[] = []
    const starts: number[] = []
    for (const way of ways) {
      starts.push(steps.length)
      way(steps)
      const end: Extract<Step, { is: 'fork' }> = { is: 'fork', to: [] }
      ends.push(end)
      steps.push(end)
    }
    fork.to = starts
    for (const end of ends) end.to = [steps.length]
  }
}

function repeated(part: Part, least: number, most: number): Part {
  return (steps) => {
    // Something that takes nothing may be repeated for ever and stays what it is.
    if (Math.max(least, most === Infinity ? 0 : most) > mostSteps)
      throw new PatternFault('repeats too much to be checked')
    for (let time = 0; time < least; time++) part(steps)
    const fork: Extract<Step, { is: 'fork' }> = { is: 'fork', to: [] }
    if (most === Infinity) {
      const at = steps.length
      steps.push(fork)
      part(steps)
      steps.push({ is: 'fork', to: [at] })
      fork.to = [at + 1, steps.length]
      return
    }
    const forks: Extract<Step, { is: 'fork' }>[] = []
    for (let time = least; time < most; time++) {
      const each: Extract<Step, { is: 'fork' }> = { is: 'fork', to: [steps.length + 1] }
      forks.push(each)
      steps.push(each)
      part(steps)
      if (steps.length > mostSteps) throw new PatternFault('repeats too much to be checked')
    }
    for (const each of forks) each.to = [...each.to, steps.length]
  }
}

function programOf(part: Part): Program {
  const steps: Step[] = []
  part(steps)
  if (steps.length > mostSteps) throw new PatternFault('repeats too much to be checked')
  steps.push({ is: 'done' })
  return steps
}
