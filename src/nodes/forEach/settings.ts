import * as z from 'zod/mini'

export const forEachSettings = z.looseObject({
  /** A list, each element of which is an item. Empty: each record that comes in is one. */
  over: z._default(z.string(), ''),
  /** How many bodies run at once. What comes out keeps the order of the items. */
  concurrency: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(64)), 1),
  /** What becomes of the rest when the body of one item fails. */
  onFailure: z._default(z.enum(['stop', 'skip']), 'stop'),
})
export type ForEachSettings = z.infer<typeof forEachSettings>
