import type { Scope } from '../expressions/evaluate.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Planned } from './planned.ts'
import type { RunningBody } from './running.ts'

/**
 * What a node's expressions see (E12–E15): the names that the model allows it, as getters, so that nothing is parsed or
 * evaluated before a path asks. `item` gives the record that is entering; `more` are names of the kind's own.
 */
export function createScope(
  planned: Planned,
  body: RunningBody,
  always: { readonly input: Json; readonly service: Json },
  item?: () => Json | undefined,
  more?: Scope,
): Scope {
  const scope: Scope = { input: always.input, service: always.service }
  if (item !== undefined) define(scope, 'item', item)
  if (body.container !== undefined) bindContainers(scope, planned, body, item === undefined)
  if (planned.templates.titles.size > 0)
    define(
      scope,
      'nodes',
      lazily(() => readNodes(planned, body)),
    )
  if (more !== undefined) Object.defineProperties(scope, Object.getOwnPropertyDescriptors(more))
  return scope
}

function bindContainers(scope: Scope, planned: Planned, body: RunningBody, wantsItem: boolean): void {
  const names = planned.names()
  if (wantsItem && names.item.from === 'container') bind(scope, 'item', body.around(names.item.node))
  if (names.page !== undefined) bind(scope, 'page', body.around(names.page))
  if (names.batch !== undefined) bind(scope, 'batch', body.around(names.batch))
}

/** The getter of the binding, not its value: what a container binds may be lazy too. */
function bind(scope: Scope, name: string, body: RunningBody | undefined): void {
  const bound = body?.bound
  if (bound !== undefined) define(scope, name, () => bound[name])
}

/** Only the titles that the settings name, and of those only what the model says they hold. */
function readNodes(planned: Planned, body: RunningBody): Scope {
  const nodes: Scope = {}
  const names = planned.names()
  for (const title of planned.templates.titles) {
    const named = names.named(title)
    if (named?.holds === 'value') define(nodes, title, () => valueOf(body, named.node))
    else if (named?.holds === 'binding') {
      const binding: Scope = {}
      bind(binding, named.binds, body.around(named.node))
      define(nodes, title, () => binding)
    }
  }
  return nodes
}

function valueOf(body: RunningBody, node: NodeId): Json | undefined {
  return body.kept(node)?.values()[0]
}

function define(scope: Scope, name: string, get: () => unknown): void {
  Object.defineProperty(scope, name, { get, enumerable: true, configurable: true })
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
