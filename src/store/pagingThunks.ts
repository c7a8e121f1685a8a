import type { RunId } from '../engine/events.ts'
import type { GraphNode } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { parseJson } from '../model/readJson.ts'
import { type Detection, detectPaging } from '../nodes/pagination/detect/detect.ts'
import { type Proof, provePages } from '../nodes/pagination/detect/prove.ts'
import type { SeenExchange } from '../nodes/pagination/detect/seen.ts'
import { loadExchange, runOperation } from './runThunks.ts'
import { selectOperation, selectRun } from './selectors.ts'
import type { EditorThunk } from './thunk.ts'

/** Settings with which a container asks for one page and judges nothing: to see what an answer looks like. */
const lookOnce: Readonly<Record<string, Json>> = {
  start: {},
  carry: { from: 'page', step: 1 },
  // The first page is asked with nothing, so nothing is put; a walk that puts nowhere would be refused.
  put: [{ to: 'header', name: 'X-Page' }],
  stop: [{ rule: 'empty-page' }],
  extra: [],
  dedupe: { path: '', then: 'drop' },
}

/** What was found, and the exchanges that it was found in: the first two, of which the first alone may be there. */
export interface Detected extends Detection {
  readonly run: RunId | undefined
  readonly exchanges: readonly string[]
}

/**
 * How the service pages, by what the last run of the open operation saw of the container's request; where it saw nothing, one
 * page is asked for first. Rejects with words where there is nothing to look at.
 */
export function detectFromRun(container: NodeId): EditorThunk<Promise<Detected>> {
  return async (dispatch, getState) => {
    const request = pagedRequestOf(
      Object.values<GraphNode>(selectOperation(getState())?.graph.nodes ?? {}),
      container,
    )
    if (request === undefined) throw new Error('There is no request in the container yet. Put one in first.')
    if (dispatch(answersOf(request)).length === 0)
      await dispatch(runOperation({ mostPages: 1, settings: { [container]: lookOnce }, answered: {} }))
    const exchanges = dispatch(answersOf(request)).slice(0, 2)
    const [first] = exchanges
    if (first === undefined) {
      const failure = selectRun(getState())?.failure
      throw new Error(failure?.message ?? 'The request was not answered, so there is nothing to look at.')
    }
    const run = selectRun(getState())?.id
    const seen = await Promise.all(exchanges.map((exchange) => dispatch(see(exchange))))
    return { ...detectPaging(seen), run, exchanges }
  }
}

/** Fetches two pages as the settings are now and says what they prove. Rejects with words where they cannot be fetched. */
export function proveByRun(container: NodeId): EditorThunk<Promise<Proof>> {
  return async (dispatch, getState) => {
    // A sample proves nothing of the service, whatever a person chose.
    await dispatch(runOperation({ mostPages: 2, answered: {} }))
    const run = selectRun(getState())
    const pages = run?.pages.filter(({ node }) => node === container) ?? []
    const [one, two] = pages
    if (one === undefined || run?.outcome === 'failed')
      throw new Error(run?.failure?.message ?? 'No page came. Look at the problems of the operation.')
    if (two === undefined)
      return {
        proved: false,
        key: undefined,
        words: `There is one page only: ${one.stop?.words ?? 'nothing led on.'} It takes a list of two pages to prove it.`,
      }
    const [first, second] = await Promise.all([dispatch(see(one.exchange)), dispatch(see(two.exchange))])
    return provePages(first, second)
  }
}

function pagedRequestOf(nodes: readonly GraphNode[], container: NodeId): NodeId | undefined {
  const named = nodes.find(({ id }) => id === container)?.settings['request']
  const requests = nodes.filter(({ kind, parent }) => kind === 'request' && parent === container)
  return (requests.find(({ id }) => id === named) ?? requests[0])?.id
}

/** Exchanges of the last run in which the service answered the request, each with another request than the one before. */
function answersOf(request: NodeId): EditorThunk<readonly string[]> {
  return (_dispatch, getState) => {
    const run = selectRun(getState())
    // What was played here says nothing of the service.
    if (run?.simulated === true) return []
    const attempts = run?.attempts.filter(
      ({ node, status, given }) => node === request && status !== undefined && status < 400 && given !== true,
    )
    return (attempts ?? []).map(({ exchange }) => exchange)
  }
}

function see(exchange: string): EditorThunk<Promise<SeenExchange>> {
  return async (dispatch, getState) => {
    const why = await dispatch(loadExchange(exchange))
    const view = selectRun(getState())?.exchanges[exchange]
    if (view?.response === undefined) throw new Error(why ?? 'The exchange is not on the tape any more.')
    const { method, url, headers, bodyBase64 } = view.request
    const { response } = view
    return {
      request: { method, url, headers, body: textOf(bodyBase64) },
      response: {
        status: response.status,
        headers: response.headers,
        body: await bodyOf(textOf(response.bodyBase64)),
      },
    }
  }
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
const textOf = (base64: string): string => new TextDecoder().decode(bytesOf(base64))

/** JSON, or XML as its records are read; the parser of XML is fetched for it. */
async function bodyOf(text: string): Promise<Json | undefined> {
  try {
    if (!text.trimStart().startsWith('<')) return parseJson(text)
    const { readXml } = await import('../engine/send/readXml.ts')
    return readXml(text)
  } catch {
    return undefined
  }
}
