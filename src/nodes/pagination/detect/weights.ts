/**
 * What each sign of a way to page is worth, from 0 to 1: how sure one would be with this sign alone. Signs add up as independent
 * ones do; a negative one takes its part of the sureness away. The words go on with what was found.
 */
export const weights = {
  'link-header': { weight: 0.97, words: 'A Link header leads to the next page' },
  'element-rel': { weight: 0.94, words: 'A list of links has one that leads on' },
  'next-address': { weight: 0.92, words: 'An address stands under a name that says next' },
  'same-list': { weight: 0.7, words: 'An address leads to this list again, with something more' },
  address: { weight: 0.5, words: 'An address stands beside the records' },
  'next-page-header': { weight: 0.85, words: 'A header names the next page' },
  'next-cursor': { weight: 0.85, words: 'A value stands under a name that says next' },
  'cursor-name': { weight: 0.72, words: 'A value stands under the name of a cursor' },
  'opaque-value': { weight: 0.5, words: 'A value beside the records means nothing to a reader' },
  'cursor-object': { weight: 0.75, words: 'An object stands under the name of a cursor' },
  'continue-keys': { weight: 0.9, words: 'An object has the parameters of the next request' },
  'handle-name': { weight: 0.8, words: 'A handle is given, which the service remembers' },
  'flag-beside': { weight: 0.4, words: 'A flag says whether there is more' },
  'last-of-list': {
    weight: 0.55,
    words: 'A flag says that there is more, and nothing else leads there: the last record does',
  },
  'offset-parameter': { weight: 0.7, words: 'The request names how many records to pass over' },
  'page-parameter': { weight: 0.8, words: 'The request names the number of a page' },
  'size-parameter': { weight: 0.15, words: 'The request asks for so many records, and so many came' },
  'total-beside': { weight: 0.3, words: 'The answer says how many there are' },
  'changed-by-answer': { weight: 0.96, words: 'The second request says what the first answer gave' },
  'changed-by-record': {
    weight: 0.93,
    words: 'The second request says what the last record of the first page has',
  },
  'changed-by-size': { weight: 0.9, words: 'The second request passes over one page more' },
  'changed-by-one': { weight: 0.93, words: 'The second request names the next number' },
  'address-taken': {
    weight: 0.98,
    words: 'The second request went to the address that the first answer gave',
  },
  'keys-taken': { weight: 0.97, words: 'The second request has all keys of an object of the first answer' },
  'only-page': { weight: -0.75, words: 'Fewer records came than were asked for, and nothing leads on' },
} as const satisfies Readonly<Record<string, { weight: number; words: string }>>

export type Sign = keyof typeof weights

/** Below this nothing is claimed: unknown is better than wrong. */
export const surelyEnough = 0.45

/** How sure signs make one, together. */
export function sureness(signs: readonly Sign[]): number {
  let doubt = 1
  let taken = 1
  for (const sign of new Set(signs)) {
    const { weight } = weights[sign]
    if (weight >= 0) doubt *= 1 - weight
    else taken *= 1 + weight
  }
  return (1 - doubt) * taken
}
