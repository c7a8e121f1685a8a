import type { Clock } from '../engine/io.ts'
import type { Box, Connector, Operation } from '../model/document.ts'
import type { MakeId } from '../model/ids.ts'
import type { KindCatalog } from '../model/kinds.ts'
import type { GraphIndexes } from './graphIndex.ts'
import type { Keeper } from './keeper.ts'
import type { RunnerClient } from './runnerClient.ts'

/** Text in and out of the system clipboard. Both may reject when the browser refuses. */
export interface Clipboard {
  read(): Promise<string>
  write(text: string): Promise<void>
}

export interface Files {
  /** Lets a person choose one file; undefined when they did not. */
  choose(accept: string): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined>
  save(name: string, text: string, type: string): void
}

/** Places for all nodes, and sizes for what has others inside, from a layered layout. Loaded when first asked for. */
export type LayOut = (
  operation: Operation,
  /** With the room that is kept free above and below the card. */
  size: (node: string) => { width: number; height: number; above?: number; below?: number },
) => Promise<Readonly<Record<string, Box>>>

/** What the store is handed by its host: everything that reaches outside of it. */
export interface Extra {
  readonly clock: Clock
  readonly makeId: MakeId
  readonly catalog: KindCatalog
  readonly runner: RunnerClient
  readonly keep: Keeper
  readonly clipboard: Clipboard
  readonly files: Files
  readonly layOut: LayOut
  /** Read out by screen readers, politely. */
  announce(words: string): void
  /** Leaves the page for another: the host routes. */
  go(
    to: { readonly page: 'home' } | { readonly page: 'connector'; readonly connector: Connector['id'] },
  ): void
}

/** What a host need not bring: the store adds its own. */
export interface StoreExtra extends Extra {
  readonly indexes: GraphIndexes
}
