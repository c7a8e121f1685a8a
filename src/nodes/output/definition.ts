import type { NodeDefinition } from '../../engine/definition.ts'
import { executeOutput } from './execute.ts'
import { outputFacts } from './facts.ts'
import type { OutputSettings } from './settings.ts'

export const output: NodeDefinition<OutputSettings> = {
  ...outputFacts,
  execute: executeOutput,
}
