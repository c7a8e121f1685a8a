import type { NodeDefinition } from '../../engine/definition.ts'
import { executePagination } from './execute.ts'
import { paginationFacts } from './facts.ts'
import type { PaginationSettings } from './settings.ts'

export const pagination: NodeDefinition<PaginationSettings> = {
  ...paginationFacts,
  execute: executePagination,
}
