import { ends } from './faults/ends.ts'
import type { Fault } from './faults/fault.ts'
import { sending } from './faults/sending.ts'
import { shapes } from './faults/shapes.ts'
import { values } from './faults/values.ts'

const numberOf = ({ id }: Fault): number => Number(/\d+/.exec(id)?.[0])

/** Every fault that the torture server plays, by its number. */
export const faults: readonly Fault[] = [...ends, ...values, ...sending, ...shapes].toSorted(
  (a, b) => numberOf(a) - numberOf(b) || (a.id < b.id ? -1 : 1),
)
