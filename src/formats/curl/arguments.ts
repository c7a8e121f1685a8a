import { type Context, createDraft, type Draft } from './draft.ts'
import { type LeftOut, leftOut, longOption, type Option, shortOption } from './options.ts'

/** The words behind `curl`, read as curl reads them: a draft for each stretch that `--next` ends. */
export function readArguments(words: readonly string[], context: Context): Draft[] {
  const drafts = [createDraft(context)]
  let draft = drafts[0] as Draft
  let at = 0
  let onlyAddresses = false
  const { plain } = context.marks

  const valueFor = (written: string): string | undefined => {
    if (at < words.length) return words[at++]
    draft.warnings.add(`${written} takes a value, and there is none.`)
    return undefined
  }

  function apply(option: Option, written: string, on: boolean, value: string | undefined): void {
    if (typeof option.does === 'string') tellLeftOut(draft, option.does, written)
    else if (!option.takes) (option.does as (draft: Draft, on: boolean) => void)(draft, on)
    else if (value !== undefined) (option.does as (draft: Draft, value: string) => void)(draft, value)
  }

  function readLong(word: string): void {
    const whole = word.slice(2)
    const equals = whole.indexOf('=')
    const name = equals < 0 ? whole : whole.slice(0, equals)
    const direct = longOption(name)
    const negated = direct === undefined && name.startsWith('no-') ? longOption(name.slice(3)) : undefined
    const option = direct ?? (negated?.takes === false ? negated : undefined)
    const written = plain(`--${name}`)
    if (option === undefined)
      draft.warnings.add(`${written} is no option of curl that is known here, and is left out.`)
    // curl itself takes no value behind an equals sign; people write one all the same.
    else
      apply(
        option,
        written,
        negated === undefined,
        option.takes ? (equals < 0 ? valueFor(written) : whole.slice(equals + 1)) : undefined,
      )
  }

  function readShort(word: string): void {
    for (let letter = 1; letter < word.length; letter++) {
      const char = word[letter] ?? ''
      if (char === ':') {
        next()
        continue
      }
      const option = shortOption(char)
      const written = plain(`-${char}`)
      if (option === undefined) {
        draft.warnings.add(`${written} is no option of curl that is known here, and is left out.`)
      } else if (option.takes) {
        const rest = word.slice(letter + 1)
        apply(option, written, true, rest === '' ? valueFor(written) : rest)
        return
      } else apply(option, written, true, undefined)
    }
  }

  function next(): void {
    draft = createDraft(context)
    drafts.push(draft)
  }

  while (at < words.length) {
    const word = dashes(words[at++] ?? '')
    if (onlyAddresses || !word.startsWith('-') || word === '-') draft.urls.push(word)
    else if (word === '--') onlyAddresses = true
    else if (word === '--next') next()
    else if (word.startsWith('--')) readLong(word)
    else readShort(word)
  }
  return drafts
}

/** A dash that a word processor made of one or two. */
function dashes(word: string): string {
  if (!/^[–—]/.test(word)) return word
  return (word.startsWith('—') || word.length > 2 ? '--' : '-') + word.slice(1)
}

function tellLeftOut(draft: Draft, why: LeftOut, written: string): void {
  if (why !== 'quiet') draft.warnings.add(`${written} ${leftOut[why]}.`)
}
