import type { OperationId } from '../../model/ids.ts'
import { chainOf, type ConnectorMap, type MapLine } from '../../store/map/parts.ts'
import { isAskedFirst, parentWords } from '../../store/map/words.ts'
import type { MapStop } from '../../store/state.ts'
import { linesAt } from './stops.ts'

/** What stands out while something of the map is chosen. */
export interface Emphasis {
  /** Cards with a ring. */
  readonly ringed: ReadonlySet<OperationId>
  /** Lines in full ink. */
  readonly lines: ReadonlySet<string>
  /** The chosen ones: they say what the dropdown is made of. */
  readonly told: ReadonlySet<string>
  /** Asked before the chosen ones; they say so. */
  readonly asked: ReadonlySet<string>
}

const nothing: Emphasis = { ringed: new Set(), lines: new Set(), told: new Set(), asked: new Set() }

/** A line stands out with what is asked before it; an operation with its whole chain. */
export function emphasisOf(map: ConnectorMap, chosen: MapStop | undefined): Emphasis {
  if (chosen === undefined || !map.byId.has(chosen.operation)) return nothing
  const told = linesAt(map, chosen)
  if (told.length > 0) {
    const asked = askedBefore(map, told)
    return {
      ringed: new Set(told.flatMap(({ from, to }) => [from, to])),
      told: new Set(told.map(({ id }) => id)),
      asked: new Set(asked.map(({ id }) => id)),
      lines: new Set([...told, ...asked].map(({ id }) => id)),
    }
  }
  if (chosen.port === 'options') {
    const out = map.outOf.get(chosen.operation) ?? []
    return {
      ...nothing,
      ringed: new Set([chosen.operation, ...out.map(({ to }) => to)]),
      lines: new Set(out.map(({ id }) => id)),
    }
  }
  const chain = chainOf(map, chosen.operation)
  const lines = map.lines.filter(({ from, to }) => chain.has(from) && chain.has(to))
  return {
    ringed: chain,
    told: new Set(),
    asked: new Set(lines.filter((line) => isAsked(map, line)).map(({ id }) => id)),
    lines: new Set(lines.map(({ id }) => id)),
  }
}

const isAsked = (map: ConnectorMap, line: MapLine): boolean => {
  const operation = map.byId.get(line.to)
  return operation !== undefined && isAskedFirst(line, operation)
}

/** Lines that end at what feeds these, and at the fields of the same form whose values it is given; and so on before them. */
function askedBefore(map: ConnectorMap, lines: readonly MapLine[]): readonly MapLine[] {
  const found = new Set<MapLine>()
  const open = [...lines]
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    const operation = map.byId.get(line.to)
    const given = operation === undefined ? [] : parentWords(line, operation)
    for (const before of [...(map.into.get(line.from) ?? []), ...(map.into.get(line.to) ?? [])]) {
      const asked = before.to === line.from || given.includes(before.dependence.top.name)
      if (!asked || found.has(before) || lines.includes(before)) continue
      found.add(before)
      open.push(before)
    }
  }
  return [...found]
}
