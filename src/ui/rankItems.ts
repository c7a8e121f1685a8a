/** What a search looks at. */
export interface Searchable {
  label: string
  /** Other words people may type for it. */
  keywords?: readonly string[]
}

/**
 * The items that fit what was typed, best first. Every word typed must begin a word of the label or a keyword, or
 * stand inside the label; a label that begins with the text comes before one where a word does, before the rest.
 * Nothing typed: all, in their order.
 */
export function rankItems<Item extends Searchable>(items: readonly Item[], typed: string): Item[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...items]
  const whole = words.join(' ')
  return items
    .map((item, order) => ({ item, order, score: score(item, words, whole) }))
    .filter((entry) => entry.score > 0)
    .toSorted((one, other) => other.score - one.score || one.order - other.order)
    .map((entry) => entry.item)
}

function score(item: Searchable, words: readonly string[], whole: string): number {
  const label = fold(item.label)
  const inLabel = words.every((word) => starts(label, word))
  if (label.startsWith(whole)) return 4
  if (inLabel) return 3
  const others = (item.keywords ?? []).map(fold)
  if (words.every((word) => starts(label, word) || others.some((other) => starts(other, word)))) return 2
  return words.every((word) => label.includes(word)) ? 1 : 0
}

/** True where a word of the text begins so. */
function starts(text: string, word: string): boolean {
  return text.startsWith(word) || text.includes(` ${word}`)
}

/** Lower case without accents: "Zoé" is found by "zoe". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
