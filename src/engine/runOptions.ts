import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { RunId } from './events.ts'
import type { GivenAnswer } from './givenAnswers.ts'
import type { Checkpoint, Io } from './io.ts'
import type { Redactor } from './redact.ts'

/** What one run of a plan is given. */
export interface RunOptions {
  readonly run: RunId
  readonly input: Json
  /** Bound by the host to this run and its credential. Records of the output go to `io.records`, masked where it keeps them. */
  readonly io: Io
  /** Stops the run: every wait and exchange is given it, through the run's own (E28). */
  readonly signal?: AbortSignal
  /** Where to go on from; only of a plan with the same hash (E24). */
  readonly from?: Checkpoint
  /** Records behind that place that had come, and that the host has lost since: told with the start. */
  readonly lost?: number
  /** Streams given in place of running nodes (E31). */
  readonly pins?: Readonly<Record<NodeId, readonly Json[]>>
  /** Answers that requests of nodes are given in place of the service's (E35). */
  readonly answers?: Readonly<Record<NodeId, GivenAnswer>>
  /** The node to end with; its stream is what the run puts out. In a container: the container at the top. */
  readonly until?: NodeId
  /** The run ends after so many pages of its walks (0: before any), stopped and ready to go on; without it with the last one. */
  readonly mostPages?: number
  /** What finds secrets in what is shown and kept. A host that knows the credential's values may teach it beforehand. */
  readonly redactor?: Redactor
}
