import type { Program } from './pattern.ts'

/** What may still be spent; whoever spends the last of it throws. */
export interface Budget {
  left: number
}

/** A check took more than it may: nothing is known of the value. */
export class TooMuch extends Error {}

export function spend(budget: Budget, steps = 1): void {
  budget.left -= steps
  if (budget.left < 0) throw new TooMuch()
}

const wordChar = /^\w$/

/** Whether a pattern is found anywhere in a text: all ways at once, so no text takes longer than it is long. */
export function patternFits(program: Program, text: string, budget: Budget): boolean {
  return fitsFrom(program, [...text], 0, true, budget)
}

function fitsFrom(
  program: Program,
  chars: readonly string[],
  start: number,
  anywhere: boolean,
  budget: Budget,
): boolean {
  spend(budget, program.length)
  const seen = new Int32Array(program.length).fill(-1)
  let ways: number[] = []
  for (let at = start; at <= chars.length; at++) {
    // A way begins at every place, or at the first alone.
    const open = at === start || anywhere ? [...ways, 0] : ways
    const taking: number[] = []
    while (open.length > 0) {
      const way = open.pop() as number
      if (seen[way] === at) continue
      seen[way] = at
      spend(budget)
      const step = program[way]
      if (step === undefined) continue
      if (step.is === 'done') return true
      if (step.is === 'take') taking.push(way)
      else if (step.is === 'fork') open.push(...step.to)
      else if (step.is === 'ahead') {
        if (fitsFrom(step.program, chars, at, false, budget) === step.wanted) open.push(way + 1)
      } else if (holds[step.is](chars, at)) open.push(way + 1)
    }
    const point = chars[at]?.codePointAt(0)
    if (point === undefined) return false
    ways = []
    for (const way of taking) {
      const step = program[way]
      if (step?.is === 'take' && step.fits(point)) ways.push(way + 1)
    }
    if (ways.length === 0 && !anywhere) return false
  }
  return false
}

const isWord = (char: string | undefined) => char !== undefined && wordChar.test(char)
const atEdge = (chars: readonly string[], at: number) => isWord(chars[at - 1]) !== isWord(chars[at])

const holds = {
  start: (_chars: readonly string[], at: number) => at === 0,
  end: (chars: readonly string[], at: number) => at === chars.length,
  'word-edge': atEdge,
  'no-word-edge': (chars: readonly string[], at: number) => !atEdge(chars, at),
} satisfies Record<string, (chars: readonly string[], at: number) => boolean>
