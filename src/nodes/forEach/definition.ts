import type { NodeDefinition } from '../../engine/definition.ts'
import { executeForEach } from './execute.ts'
import { forEachFacts } from './facts.ts'
import type { ForEachSettings } from './settings.ts'

export const forEach: NodeDefinition<ForEachSettings> = { ...forEachFacts, execute: executeForEach }
