/** One line of `npm run bench`: a figure of ours beside the one measured, in the same run, of what it is compared with. */
export interface Row {
  name: string
  /** `ours / baseline`; null where there is no baseline and `ours` stands alone. */
  ratio: number | null
  /** In `unit`. */
  ours: number
  /** In `unit`; null where there is none. */
  baseline: number | null
  /** E.g. `ms`, `µs CPU per request`, `kB gzipped`. */
  unit: string
  /** The most that `ratio` or `ours` should be. */
  aim?: { of: 'ratio' | 'ours'; most: number }
  /** What the baseline is, the spread, the size of the sample. */
  note?: string
}

/** What each `test/bench/NAME.bench.ts` exports as its default; it runs in a process of its own, with `gc` exposed. */
export type Bench = () => Promise<Row[]>
