import type {
  Expression,
  ExpressionError,
  ExpressionErrorCode,
  FilterCall,
  Literal,
  Reference,
  Step,
  Template,
  TemplatePart,
  Value,
} from './ast.ts'
import { isRefusedName, keywords, rootName, stepName } from './names.ts'

const MAX_STEPS = 256
const MAX_FILTERS = 64
const MAX_ARGUMENTS = 16
/** `BigInt(text)` is slower than linear, and no service has numbers this long. */
const MAX_DIGITS = 400
/** A hostile text must not fill the memory with messages nobody will read. */
const MAX_ERRORS = 50

const whitespace = /\s*/y
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const index = /\d+/y
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\\': '\\',
  '/': '/',
  '"': '"',
  "'": "'",
}

/**
 * Where reading stopped, for completion: a place for a value (the head or an argument, from where it begins), for
 * the name of a filter, inside a text, or behind something that is already whole.
 */
export interface Slot {
  readonly stage: 'value' | 'argument' | 'filter' | 'text' | 'end'
  readonly from: number
}

/** One expression as far as it could be read. `to` stands behind the `}}`, or where reading stopped. */
export interface ExpressionScan {
  readonly expression: Expression | undefined
  readonly errors: readonly ExpressionError[]
  readonly closed: boolean
  readonly to: number
  readonly slot: Slot
}

/**
 * Quotes that are known to have no partner in the rest of the source. Without this memory, many unclosed texts
 * would each be searched to the end, and the time would grow with the square of the length.
 */
type Unpaired = Set<string>

/** Reads the expression whose first character (behind the `{{`) is at `start`. Never throws; linear time. */
export function scanExpression(
  source: string,
  start: number,
  unpaired: Unpaired = new Set(),
): ExpressionScan {
  const errors: ExpressionError[] = []
  let at = start
  let slot: Slot = { stage: 'value', from: start }
  /** A mistake after which the rest cannot be read; a refused name is none, it is told and passed. */
  let stuck = false

  const fail = (
    message: string,
    from: number,
    to: number,
    code: ExpressionErrorCode = 'syntax',
  ): undefined => {
    if (errors.length < MAX_ERRORS) errors.push({ code, message, from, to: Math.min(to, source.length) })
    if (code === 'syntax') stuck = true
    return undefined
  }
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const skip = () => void match(whitespace)
  const refuse = (name: string, from: number) => {
    if (isRefusedName(name)) fail(`“${name}” cannot be read: it is not data.`, from, at, 'refused-name')
  }

  /** The text behind the quote at `at`, escapes resolved; `at` moves behind the closing quote. */
  const readText = (): string | undefined => {
    const quote = source[at] ?? ''
    const from = at
    const unclosed = () => {
      unpaired.add(quote)
      at = from + 1
      return fail(`This text has no closing ${quote}.`, from, from + 1)
    }
    if (unpaired.has(quote)) return unclosed()
    let text = ''
    let plainFrom = at + 1
    for (let i = plainFrom; i < source.length; i++) {
      const character = source[i]
      if (character === quote) {
        at = i + 1
        return text + source.slice(plainFrom, i)
      }
      if (character !== '\\') continue
      text += source.slice(plainFrom, i)
      const letter = source[i + 1]
      const code = letter === 'u' ? /^[0-9a-fA-F]{4}/.exec(source.slice(i + 2, i + 6))?.[0] : undefined
      const plain = letter === undefined ? undefined : escapes[letter]
      if (code !== undefined) text += String.fromCharCode(Number.parseInt(code, 16))
      else if (plain !== undefined) text += plain
      else if (letter !== undefined)
        fail(`\\${letter} means nothing here: for a backslash write two.`, i, i + 2)
      i += code === undefined ? 1 : 5
      plainFrom = i + 1
    }
    return unclosed()
  }

  const readBracket = (from: number): Step | undefined => {
    at++
    skip()
    const quoted = source[at] === '"' || source[at] === "'"
    const keyFrom = at
    const key = quoted ? readText() : match(index)
    if (key === undefined) {
      if (quoted) return undefined
      return fail('Between [ and ] goes a whole number from 0, or a text in quotes.', from, at + 1)
    }
    if (quoted) refuse(key, keyFrom)
    skip()
    if (source[at] !== ']') return fail('The closing ] is missing.', from, at)
    at++
    if (quoted) return { key, span: { from, to: at } }
    if (key.length > 10) return fail('No list is that long.', from, at)
    return { key: Number(key), span: { from, to: at } }
  }

  const readDotted = (from: number): Step | undefined => {
    at++
    skip()
    const key = match(stepName)
    if (key === undefined) return fail('A name is missing after the dot.', from, from + 1)
    refuse(key, at - key.length)
    return { key, span: { from, to: at } }
  }

  const readReference = (root: string, from: number): Reference => {
    refuse(root, from)
    const steps: Step[] = []
    let end = at
    for (;;) {
      skip()
      const sign = source[at]
      if (sign !== '.' && sign !== '[') break
      if (steps.length === MAX_STEPS) {
        fail(`A path has at most ${MAX_STEPS} steps.`, at, at + 1)
        break
      }
      const step: Step | undefined = sign === '.' ? readDotted(at) : readBracket(at)
      if (step === undefined)
        return { type: 'reference', root, rootSpan: rootSpan(), steps, span: { from, to: end } }
      steps.push(step)
      end = at
    }
    at = end
    return { type: 'reference', root, rootSpan: rootSpan(), steps, span: { from, to: end } }

    function rootSpan() {
      return { from, to: from + root.length }
    }
  }

  const readNumber = (text: string, from: number): Literal | undefined => {
    if (match(rootName) !== undefined)
      return fail(`“${source.slice(from, Math.min(at, from + 40))}” is not a number.`, from, at)
    if (text.length > MAX_DIGITS) return fail('This number is too long.', from, at)
    const value = Number(text)
    if (!Number.isFinite(value)) return fail('This number is too large.', from, at)
    const exact = /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value
    return { type: 'literal', value: exact, span: { from, to: at } }
  }

  const readValue = (): Value | undefined => {
    const from = at
    const name = match(rootName)
    if (name !== undefined) {
      const keyword = keywords.get(name)
      if (keyword !== undefined) return { type: 'literal', value: keyword, span: { from, to: at } }
      return readReference(name, from)
    }
    if (source[at] === '"' || source[at] === "'") {
      slot = { stage: 'text', from }
      const text = readText()
      if (text === undefined) return undefined
      slot = { stage: 'end', from: at }
      return { type: 'literal', value: text, span: { from, to: at } }
    }
    const digits = match(number)
    if (digits !== undefined) {
      slot = { stage: 'end', from: at }
      return readNumber(digits, from)
    }
    const what = 'a reference such as input.name, a text in quotes, or a number'
    return fail(`Here goes ${what}.`, at, at + 1)
  }

  /** The arguments behind the colon; undefined where one could not be read. */
  const readArguments = (into: Value[]): boolean => {
    do {
      at++
      skip()
      slot = { stage: 'argument', from: at }
      if (into.length === MAX_ARGUMENTS) {
        fail(`A filter takes at most ${MAX_ARGUMENTS} arguments.`, at, at + 1)
        return false
      }
      const argument = readValue()
      if (argument === undefined) return false
      into.push(argument)
      if (stuck) return false
      rest()
    } while (source[at] === ',')
    return true
  }

  /** Passes blanks; what comes behind something whole is no longer part of it. */
  const rest = () => {
    if (at === source.length) return
    skip()
    slot = { stage: 'end', from: at }
  }

  const readFilter = (into: FilterCall[]): boolean => {
    const from = at
    at++
    skip()
    slot = { stage: 'filter', from: at }
    const name = match(rootName)
    if (name === undefined) {
      fail('The name of a filter is missing after the bar.', from, from + 1)
      return false
    }
    const nameSpan = { from: at - name.length, to: at }
    const values: Value[] = []
    let end = at
    rest()
    let whole = true
    if (source[at] === ':') {
      whole = readArguments(values)
      end = values.at(-1)?.span.to ?? at
    }
    into.push({ name, nameSpan, arguments: values, span: { from: nameSpan.from, to: end } })
    return whole
  }

  const closing = () => source[at] === '}' && source[at + 1] === '}'

  const read = (): { expression: Expression | undefined; closed: boolean } => {
    skip()
    slot = { stage: 'value', from: at }
    if (closing()) {
      fail('Nothing stands between the braces: choose a value.', start - 2, at + 2)
      at += 2
      return { expression: undefined, closed: true }
    }
    const value = readValue()
    if (value === undefined) return { expression: undefined, closed: closes() }
    const filters: FilterCall[] = []
    const ended = (closed: boolean) => {
      const span = { from: value.span.from, to: filters.at(-1)?.span.to ?? value.span.to }
      return { expression: { value, filters, span }, closed }
    }
    if (stuck) return ended(closes())
    rest()
    while (source[at] === '|') {
      if (filters.length === MAX_FILTERS) {
        fail(`An expression has at most ${MAX_FILTERS} filters.`, at, at + 1)
        return ended(false)
      }
      if (!readFilter(filters)) return ended(closes())
    }
    if (!closing()) {
      if (at < source.length)
        fail('This is not expected here: a filter begins with |, and }} ends the expression.', at, at + 1)
      return ended(false)
    }
    at += 2
    return ended(true)
  }

  /** After a mistake: true when the braces close right here. */
  const closes = (): boolean => {
    skip()
    if (!closing()) return false
    at += 2
    return true
  }

  const { expression, closed } = read()
  return { expression, errors, closed, to: at, slot }
}

/**
 * Reads text with `{{ expression }}` parts. Never throws: mistakes are listed in `errors`, and reading goes on
 * behind them. A `{{` without its `}}` is an error and stays text. In a run of three or more `{` the last two
 * open the expression, so that `{{{ input.key }}: 1}` is an object whose key is a reference. Linear time.
 */
export function parseTemplate(source: string): Template {
  const parts: TemplatePart[] = []
  const errors: ExpressionError[] = []
  const unpaired: Unpaired = new Set()
  const nextOpen = forwardSearch(source, '{{')
  const nextClose = forwardSearch(source, '}}')
  let textFrom = 0
  let at = 0

  const addText = (to: number) => {
    if (to > textFrom) parts.push({ type: 'text', text: source.slice(textFrom, to), from: textFrom, to })
  }
  const addErrors = (found: readonly ExpressionError[]) => {
    for (const error of found) if (errors.length < MAX_ERRORS) errors.push(error)
  }

  for (;;) {
    let open = nextOpen(at)
    if (open < 0) break
    while (source[open + 2] === '{') open++
    const scan = scanExpression(source, open + 2, unpaired)
    let to = scan.to
    if (!scan.closed) {
      const close = nextClose(to)
      const reopen = nextOpen(to)
      if (close < 0 || (reopen >= 0 && reopen < close)) {
        addErrors([
          {
            code: 'unclosed',
            message:
              'These braces are never closed: write }} behind the expression, or {{ "{{" }} for two braces.',
            from: open,
            to: open + 2,
          },
        ])
        if (close < 0) break
        at = reopen
        continue
      }
      to = close + 2
    }
    addErrors(scan.errors)
    addText(open)
    const broken = scan.errors.length > 0
    parts.push({ type: 'expression', expression: scan.expression, broken, from: open, to })
    textFrom = to
    at = to
  }
  addText(source.length)
  return { source, parts, errors }
}

/** `indexOf` for positions that only grow: remembers its last answer, so that all calls together are linear. */
function forwardSearch(source: string, wanted: string): (from: number) => number {
  let found = -2
  return (from) => {
    if (found === -1 || found >= from) return found
    found = source.indexOf(wanted, from)
    return found
  }
}
