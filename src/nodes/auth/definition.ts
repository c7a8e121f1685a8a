import type { NodeDefinition } from '../../engine/definition.ts'
import { executeAuth } from './execute.ts'
import { authFacts } from './facts.ts'
import type { AuthSettings } from './settings.ts'

export const auth: NodeDefinition<AuthSettings> = {
  ...authFacts,
  execute: executeAuth,
}
