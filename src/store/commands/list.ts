import type { EditorState } from '../state.ts'
import type { Command } from './command.ts'
import { editingCommands } from './editing.ts'
import { containerCommands } from './containers.ts'
import { graphCommands } from './graph.ts'
import { connectorCommands, operationCommands } from './operations.ts'
import { runningCommands } from './running.ts'
import { selectingCommands } from './selecting.ts'
import { viewingCommands } from './viewing.ts'

/** Everything a person can do: what menus, palette, keyboard and toolbar list. */
export const commands: readonly Command[] = [
  ...editingCommands,
  ...graphCommands,
  ...containerCommands,
  ...selectingCommands,
  ...viewingCommands,
  ...runningCommands,
  ...operationCommands,
  ...connectorCommands,
]

const byId = new Map(commands.map((command) => [command.id, command]))

/** A command by its id. Throws where there is none: ids are written by us. */
export function commandById(id: string): Command {
  const command = byId.get(id)
  if (command === undefined) throw new Error(`There is no command “${id}”.`)
  return command
}

/** What the palette offers now: everything that can be done here, by its own; what is done to a graph, only where one is seen. */
export function offeredCommands(state: EditorState): readonly Command[] {
  const graphInSight = state.session.page === 'operation'
  return commands.filter(
    (command) =>
      command.hidden !== true && (command.scope !== 'canvas' || graphInSight) && command.enabled(state),
  )
}
