import type { NodeDefinition } from '../../engine/definition.ts'
import { executeTransform } from './execute.ts'
import { transformFacts } from './facts.ts'
import type { TransformSettings } from './settings.ts'

export const transform: NodeDefinition<TransformSettings> = {
  ...transformFacts,
  execute: executeTransform,
}
