import type { NodeDefinition } from '../../engine/definition.ts'
import { EngineError } from '../../engine/errors.ts'
import { checkInput } from '../../model/checkInput.ts'
import { executeInputs } from './execute.ts'
import { inputsFacts } from './facts.ts'
import type { InputsSettings } from './settings.ts'

export const inputs: NodeDefinition<InputsSettings> = {
  ...inputsFacts,
  accepts({ fields }, input) {
    const { value, problems } = checkInput(fields, input)
    if (problems.length === 0) return value
    throw new EngineError('input', problems.map(({ message }) => message).join(' '))
  },
  execute: executeInputs,
}
