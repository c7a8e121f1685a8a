import * as z from 'zod/mini'
import type { AuthenticationId } from '../../model/ids.ts'

/** Which of the service's authentications the node stands for; empty: the only one, or none chosen yet. */
export const authSettings = z.looseObject({
  authentication: z._default(
    z.pipe(
      z.string(),
      z.transform((text) => text as AuthenticationId | ''),
    ),
    '',
  ),
})
export type AuthSettings = z.infer<typeof authSettings>
