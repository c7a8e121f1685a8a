import * as z from 'zod/mini'
import { field } from '../../model/document.ts'

/** What the operation asks its caller for. The order is that of the form. */
export const inputsSettings = z.looseObject({
  fields: z._default(z.array(field), []),
})
export type InputsSettings = z.infer<typeof inputsSettings>
