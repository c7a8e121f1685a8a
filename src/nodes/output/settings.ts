import * as z from 'zod/mini'

/** `value`: what each record becomes; empty passes it through as it came, without reading it. */
export const outputSettings = z.looseObject({
  value: z._default(z.string(), ''),
})
export type OutputSettings = z.infer<typeof outputSettings>
