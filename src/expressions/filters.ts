import { dateFilters } from './filters/date.ts'
import type { FilterDefinition } from './filters/definition.ts'
import { encodingFilters } from './filters/encoding.ts'
import { listFilters } from './filters/list.ts'
import { numberFilters } from './filters/number.ts'
import { textFilters } from './filters/text.ts'
import { valueFilters } from './filters/value.ts'

/** Every filter by its name. Names follow Liquid (https://shopify.github.io/liquid/); all are pure. */
export const filters: Readonly<Record<string, FilterDefinition>> = Object.fromEntries(
  [valueFilters, textFilters, listFilters, numberFilters, encodingFilters, dateFilters]
    .flat()
    .map((filter) => [filter.name, filter]),
)

/** The filter of that name, or undefined (also for names that every object inherits). */
export function findFilter(name: string): FilterDefinition | undefined {
  return Object.hasOwn(filters, name) ? filters[name] : undefined
}
