import type { ExchangeView, StartRun } from '../../src/api/contract.ts'
import type { RunEventBody, RunId } from '../../src/engine/events.ts'
import type { Json } from '../../src/model/json.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { printJson } from '../../src/model/printJson.ts'
import type { RunnerClient } from '../../src/store/runnerClient.ts'
import { noRunner } from './editor.ts'

/** A page of a played list: what was asked, and what came. */
export interface PlayedPage {
  readonly url: string
  readonly body: Json
  readonly count: number
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

/** A runner whose runs fetch these pages in the container, as many as they are asked for. */
export function pagedRunner(
  pages: readonly PlayedPage[],
  nodes: () => { readonly container: NodeId; readonly request: NodeId },
  failure?: string,
): RunnerClient & { readonly asked: StartRun[] } {
  const asked: StartRun[] = []
  return {
    ...noRunner,
    asked,
    start: async (run) => {
      asked.push(run)
      return { id: 'paged' as RunId }
    },
    async *events(_run, after) {
      const { container, request } = nodes()
      const fetched = pages.slice(0, asked.at(-1)?.mostPages ?? pages.length)
      const bodies: RunEventBody[] = [
        {
          type: 'started',
          run: 'paged' as RunId,
          operation: 'o' as never,
          hash: 'h',
          resumed: false,
          yields: 'many',
        },
        ...fetched.flatMap(({ url, count }, at): RunEventBody[] => [
          {
            type: 'attempt',
            node: request,
            at: `${container}:${at + 1}/${request}`,
            exchange: `x${at}` as never,
            attempt: 1,
            request: { method: 'GET', url, headers: [], bodyBytes: 0 },
            status: 200,
            bytes: 10,
            startedMs: at * 10,
            phases: {},
            ...(asked.at(-1)?.answers !== undefined && { given: true }),
          },
          ...(failure === undefined
            ? [
                {
                  type: 'page',
                  node: container,
                  at: `${container}:${at + 1}`,
                  index: at + 1,
                  count,
                  exchange: `x${at}` as never,
                  ms: 5,
                } as const,
              ]
            : []),
        ]),
        failure === undefined
          ? { type: 'finished', outcome: 'stopped', records: 0, masked: 0, resumable: true }
          : {
              type: 'finished',
              outcome: 'failed',
              records: 0,
              masked: 0,
              resumable: false,
              failure: { kind: 'carry', message: failure, retryable: false },
            },
      ]
      yield bodies.map((body, at) => ({ seq: after + at + 1, atMs: at, ...body }))
    },
    records: async () => ({ from: 0, total: 0, records: [] }),
    exchange: async (_run, id): Promise<ExchangeView> => {
      const page = pages[Number(id.slice(1))]
      const text = printJson(page?.body ?? null)
      return {
        id,
        at: '',
        attempt: 1,
        request: { method: 'GET', url: page?.url ?? '', headers: [], bodyBytes: 0, bodyBase64: '' },
        response: {
          status: 200,
          statusText: 'OK',
          headers: [['content-type', 'application/json']],
          bodyBytes: text.length,
          bodyBase64: base64(text),
        },
      }
    },
  }
}

/** Customers by a cursor: three pages of two. */
export const cursorPages: readonly PlayedPage[] = [0, 1, 2].map((at) => ({
  url: `https://api.example.com/customers?limit=2${at === 0 ? '' : `&cursor=c${at}x`}`,
  count: 2,
  body: {
    customers: [0, 1].map((each) => ({ id: `cus_${at * 2 + each}`, name: 'Zoé' })),
    ...(at < 2 && { next_cursor: `c${at + 1}x` }),
  },
}))
