import type { Json } from '../../../model/json.ts'
import type { KindFacts } from '../../../model/kinds.ts'

/**
 * Settings as the form shows them: with the kind's defaults where nothing is stored. Settings that do not fit the kind (a file
 * made by hand) are shown as far as they do, over the defaults of a new node; the checks say what is wrong with them.
 */
export function settingsOf(facts: KindFacts | undefined, stored: Readonly<Record<string, Json>>): unknown {
  if (facts === undefined) return stored
  const parsed = facts.settings.safeParse(stored)
  if (parsed.success) return parsed.data
  return { ...(facts.defaults() as object), ...stored }
}
