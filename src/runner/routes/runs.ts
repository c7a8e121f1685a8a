import { paths, resumeRun, type StartRun, startRun } from '../../api/contract.ts'
import type { GivenAnswer } from '../../engine/givenAnswers.ts'
import type { Connector } from '../../model/document.ts'
import type { NodeId } from '../../model/ids.ts'
import type { Json } from '../../model/json.ts'
import { printJson } from '../../model/printJson.ts'
import { readDocument } from '../../model/read.ts'
import { csvOf } from '../csv.ts'
import { ApiProblem } from '../problems.ts'
import { readRecord } from '../recordLog.ts'
import type { KeptRun, RunStore } from '../runStore.ts'
import type { Runs } from '../runs.ts'
import { tapeBytes } from '../tapeLog.ts'
import { jsonAnswer, numberFrom, printedAnswer, type Routes, readBody, streamAnswer } from './answers.ts'

/** Records in one page of an answer. */
const mostRecords = 1000
const usualRecords = 100
const comma = Buffer.from(',')

/** The document of a call. Throws `ApiProblem` with its problems where it is no connector. */
export function readConnectorBody(document: Json): Connector {
  const { connector, problems } = readDocument(document)
  if (connector !== undefined) return connector
  throw new ApiProblem('document-has-problems', 'The connector cannot be read.', problems)
}

export function runRoutes(runs: Runs, store: RunStore): Routes {
  const find = async (id: string): Promise<KeptRun> => {
    const found = await store.open(id)
    if (found === undefined)
      throw new ApiProblem('run-not-found', 'There is no such run. The runner keeps the newest 50.')
    return found
  }
  return {
    [paths.runs]: {
      GET: () => jsonAnswer(store.list().filter(({ aside }) => aside !== true)),
      POST: async (call) => {
        const body: StartRun = await readBody(call, startRun)
        const started = await runs.start({
          connector: readConnectorBody(body.connector),
          operation: body.operation,
          input: body.input,
          credential: body.credential,
          pins: body.pins as Readonly<Record<NodeId, readonly Json[]>> | undefined,
          answers: body.answers as Readonly<Record<NodeId, GivenAnswer>> | undefined,
          until: body.until as NodeId | undefined,
          mostPages: body.mostPages,
          aside: body.aside,
        })
        return jsonAnswer(started, 201)
      },
    },
    [paths.run(':id')]: {
      GET: async (call) => jsonAnswer((await find(call.param('id'))).summary),
      DELETE: async (call) => {
        const stopped = await runs.stop(call.param('id'))
        if (stopped === undefined) throw new ApiProblem('run-not-found', 'There is no such run.')
        return jsonAnswer(stopped)
      },
    },
    [paths.resume(':id')]: {
      POST: async (call) =>
        jsonAnswer(await runs.resume(call.param('id'), await readBody(call, resumeRun)), 202),
    },
    [paths.events(':id')]: {
      GET: async (call) => {
        const after = numberFrom(call, 'after', -1, -1, Number.MAX_SAFE_INTEGER)
        const kept = await find(call.param('id'))
        const over = new AbortController()
        return streamAnswer(
          kept.reading(kept.events.read(after, over.signal)),
          { 'content-type': 'application/x-ndjson' },
          over,
        )
      },
    },
    [paths.records(':id')]: {
      GET: async (call) => {
        const from = numberFrom(call, 'from', 0, 0, Number.MAX_SAFE_INTEGER)
        const count = numberFrom(call, 'count', usualRecords, 1, mostRecords)
        const { records } = await find(call.param('id'))
        return printedAnswer(printPage(from, records.count, await records.page(from, count)))
      },
    },
    [paths.download(':id', 'ndjson')]: {
      GET: async (call) => {
        const kept = await find(call.param('id'))
        return streamAnswer(
          kept.reading(kept.records.blocks()),
          attachment(kept.summary, 'ndjson', 'application/x-ndjson'),
        )
      },
    },
    [paths.download(':id', 'csv')]: {
      GET: async (call) => {
        const kept = await find(call.param('id'))
        return streamAnswer(
          kept.reading(csvOf(() => kept.records.blocks())),
          attachment(kept.summary, 'csv', 'text/csv; charset=utf-8'),
        )
      },
    },
    [paths.exchange(':id', ':exchange')]: {
      GET: async (call) => {
        const { tape } = await find(call.param('id'))
        const found = await tape.find(call.param('exchange'))
        if (found !== undefined) return jsonAnswer(found)
        throw new ApiProblem(
          'exchange-not-found',
          tape.full
            ? `The tape of this run ends after ${tape.count} exchanges: ${tapeBytes / 1_048_576} MB are kept of each run.`
            : 'The tape of this run holds no such exchange.',
        )
      },
    },
  }
}

/** The records' bytes go out as they are kept; one that was damaged on the disk goes out as the text that is left of it. */
function printPage(from: number, total: number, records: readonly Uint8Array[]): Uint8Array {
  const page = joined(from, total, records)
  try {
    JSON.parse(page.toString('utf8'))
    return page
  } catch {
    return joined(
      from,
      total,
      records.map((line) => Buffer.from(printJson(readRecord(line)))),
    )
  }
}

function joined(from: number, total: number, records: readonly Uint8Array[]): Buffer {
  const pieces: Uint8Array[] = [Buffer.from(`{"from":${from},"total":${total},"records":[`)]
  for (const [index, record] of records.entries()) {
    if (index > 0) pieces.push(comma)
    pieces.push(record)
  }
  pieces.push(Buffer.from(']}'))
  return Buffer.concat(pieces)
}

function attachment(
  { operationTitle, startedMs }: { operationTitle: string; startedMs: number },
  extension: string,
  type: string,
): Record<string, string> {
  const title = operationTitle.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'records'
  const time = new Date(startedMs).toISOString().slice(0, 19).replaceAll(':', '-')
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${title}-${time}.${extension}"`,
  }
}
