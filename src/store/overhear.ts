import type { Catalog, NodeContext } from '../engine/definition.ts'
import type { NodeEvent } from '../engine/events.ts'
import type { Tape } from '../engine/io.ts'
import type { KeptExchange, MemoryTape } from '../engine/memory.ts'

/** What was heard of one walk: what its container told, and all that was asked and answered in it. */
export interface Heard {
  readonly events: readonly NodeEvent[]
  /** In the order they were kept; none where the walk's tape cannot be read. */
  readonly exchanges: readonly KeptExchange[]
}

export interface Overhearing {
  readonly catalog: Catalog
  /** What was heard since it was taken last. */
  take(): Heard
}

/**
 * A catalogue whose containers of one kind are listened to. Who is handed it runs what it would have run, so that a walk can be
 * looked into which somebody else has begun, and judged: it is the very same walk, not one like it.
 */
export function overhear(catalog: Catalog, kind: string): Overhearing {
  const definition = Object.hasOwn(catalog, kind) ? catalog[kind] : undefined
  let events: NodeEvent[] = []
  let tape: Tape | undefined
  if (definition === undefined) return { catalog, take: () => ({ events, exchanges: [] }) }
  return {
    catalog: {
      ...catalog,
      [kind]: {
        ...definition,
        execute(settings, ctx) {
          tape = ctx.io.tape
          return definition.execute(
            settings,
            withEar(ctx, (event) => events.push(event)),
          )
        },
      },
    },
    take() {
      const exchanges = tape !== undefined && isReadable(tape) ? [...tape.exchanges.values()] : []
      const heard = { events, exchanges }
      events = []
      tape = undefined
      return heard
    },
  }
}

/** The same context, whose `emit` is heard as well. Its members are getters over private fields: they are asked on the original. */
function withEar(ctx: NodeContext, heard: (event: NodeEvent) => void): NodeContext {
  const emit = (event: NodeEvent) => {
    heard(event)
    ctx.emit(event)
  }
  return new Proxy(ctx, {
    get(target, key) {
      if (key === 'emit') return emit
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const isReadable = (tape: Tape): tape is MemoryTape => 'exchanges' in tape
