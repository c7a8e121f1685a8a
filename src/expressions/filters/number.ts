import { ValueFailure } from '../values.ts'
import { defineFilter } from './definition.ts'

type Numeric = number | bigint

const isWhole = (value: Numeric) => typeof value === 'bigint' || Number.isSafeInteger(value)

/** A bigint only where a number would lose digits. */
function narrow(value: bigint): Numeric {
  const plain = Number(value)
  return Number.isSafeInteger(plain) ? plain : value
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new ValueFailure('would give a number that is too large')
  return value
}

/** Exact where both are whole, otherwise in floating point. */
function arithmetic(
  exact: (a: bigint, b: bigint) => bigint,
  floating: (a: number, b: number) => number,
): (a: Numeric, b: Numeric) => Numeric {
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') {
      const quick = floating(a, b)
      // A whole result within 2^53 is exact; only beyond it do digits get lost.
      if (Number.isSafeInteger(quick) || !isWhole(a) || !isWhole(b)) return finite(quick)
    }
    if (isWhole(a) && isWhole(b)) return narrow(boundedDigits(exact(BigInt(a), BigInt(b))))
    return finite(floating(Number(a), Number(b)))
  }
}

/** Repeated multiplication must not make a number that takes seconds to print. */
function boundedDigits(value: bigint): bigint {
  const bound = 10n ** 400n
  if (value >= bound || value <= -bound) throw new ValueFailure('would give a number that is too large')
  return value
}

export const add = arithmetic(
  (a, b) => a + b,
  (a, b) => a + b,
)
const subtract = arithmetic(
  (a, b) => a - b,
  (a, b) => a - b,
)
const multiply = arithmetic(
  (a, b) => a * b,
  (a, b) => a * b,
)
/** The remainder with the sign of the divisor, as in Liquid. */
const remainder = arithmetic(
  (a, b) => ((a % b) + b) % b,
  (a, b) => ((a % b) + b) % b,
)

function divide(a: Numeric, b: Numeric): Numeric {
  if (isWhole(a) && isWhole(b) && BigInt(a) % BigInt(b) === 0n) return narrow(BigInt(a) / BigInt(b))
  return finite(Number(a) / Number(b))
}

const notByZero =
  (work: (a: Numeric, b: Numeric) => Numeric) =>
  (a: Numeric, b: Numeric): Numeric => {
    if (Number(b) === 0) throw new ValueFailure('cannot divide by 0')
    return work(a, b)
  }

/** Half away from zero, on the decimal digits people see: 1.005 to two digits is 1.01. */
function round(value: Numeric, digits: Numeric = 0): Numeric {
  const places = Number(digits)
  if (places < 0 || places > 15) throw new ValueFailure('rounds to between 0 and 15 digits')
  if (typeof value === 'bigint') return value
  const scaled = shift(Math.abs(value), places)
  // Too large to have digits behind the point.
  if (!Number.isFinite(scaled)) return value
  const size = shift(Math.round(scaled), -places)
  return value < 0 ? 0 - size : size
}

function shift(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(value).split('e')
  return Number(`${digits}e${Number(exponent) + places}`)
}

const stepwise = (name: string, title: string, description: string, run: (value: number) => number) =>
  defineFilter({
    name,
    title,
    description,
    example: `{{ item.price | ${name} }}`,
    arguments: [],
    takes: 'number',
    gives: 'number',
    // 0 + … : -0 would print as 0 in a text but as -0 nowhere a service expects it.
    run: (value) => (typeof value === 'bigint' ? value : 0 + run(value)),
  })

const withNumber = (
  name: string,
  title: string,
  description: string,
  run: (value: Numeric, other: Numeric) => Numeric,
) =>
  defineFilter({
    name,
    title,
    description,
    example: `{{ item.count | ${name}: 10 }}`,
    arguments: [{ name: 'number', type: 'number', required: true }],
    takes: 'number',
    gives: 'number',
    run,
  })

/** Filters for numbers. Whole numbers of any length stay exact. */
export const numberFilters = [
  withNumber('plus', 'Plus', 'A number added.', add),
  withNumber('minus', 'Minus', 'A number taken away.', subtract),
  withNumber('times', 'Times', 'Multiplied by a number.', multiply),
  withNumber(
    'divided_by',
    'Divided by',
    'Divided by a number, with its fraction: 7 by 2 is 3.5.',
    notByZero(divide),
  ),
  withNumber('modulo', 'Remainder', 'What is left after dividing by a number.', notByZero(remainder)),
  withNumber('at_least', 'At least', 'The number, or a smallest one.', (value, least) =>
    value < least ? least : value,
  ),
  withNumber('at_most', 'At most', 'The number, or a largest one.', (value, most) =>
    value > most ? most : value,
  ),
  defineFilter({
    name: 'abs',
    title: 'Without sign',
    description: 'The distance from 0.',
    example: '{{ item.balance | abs }}',
    arguments: [],
    takes: 'number',
    gives: 'number',
    run: (value) => (value < 0 ? -value : value),
  }),
  stepwise('ceil', 'Round up', 'The next whole number above.', Math.ceil),
  stepwise('floor', 'Round down', 'The next whole number below.', Math.floor),
  defineFilter({
    name: 'round',
    title: 'Round',
    description: 'The nearest whole number, or with so many digits behind the point; halves away from 0.',
    example: '{{ item.price | round: 2 }}',
    arguments: [{ name: 'digits', type: 'whole number', required: false }],
    takes: 'number',
    gives: 'number',
    run: round,
  }),
]
