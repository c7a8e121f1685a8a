import type { NodeDefinition } from '../../engine/definition.ts'
import { executeRequest } from './execute.ts'
import { requestFacts } from './facts.ts'
import type { RequestSettings } from './settings.ts'

export const request: NodeDefinition<RequestSettings> = {
  ...requestFacts,
  execute: executeRequest,
}
