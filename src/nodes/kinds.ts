import type { KindCatalog } from '../model/kinds.ts'
import { authFacts } from './auth/facts.ts'
import { forEachFacts } from './forEach/facts.ts'
import { inputsFacts } from './inputs/facts.ts'
import { outputFacts } from './output/facts.ts'
import { paginationFacts } from './pagination/facts.ts'
import { requestFacts } from './request/facts.ts'
import { transformFacts } from './transform/facts.ts'

/**
 * What is known of every kind without running it, in the order the palette offers them. An editor needs no more, and its
 * page stays light: what runs a node, and the expressions it evaluates, come with the catalogue of definitions.
 */
export const kinds = {
  inputs: inputsFacts,
  auth: authFacts,
  request: requestFacts,
  'pagination-loop': paginationFacts,
  'for-each': forEachFacts,
  transform: transformFacts,
  output: outputFacts,
} satisfies KindCatalog
