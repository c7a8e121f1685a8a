import { useEffect, useMemo } from 'react'
import type { GraphNode } from '../../../model/document.ts'
import type { NodeId } from '../../../model/ids.ts'
import type { Json } from '../../../model/json.ts'
import type { Problem } from '../../../model/problem.ts'
import { parseJson } from '../../../model/readJson.ts'
import { absentPlaces, type SeenAnswer } from '../../../nodes/pagination/absent.ts'
import { paginationSettings } from '../../../nodes/pagination/settings.ts'
import { loadExchange } from '../../../store/runThunks.ts'
import { selectRun } from '../../../store/selectors.ts'
import type { LiveRun, PageCard } from '../../../store/state.ts'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { bodyText } from '../run/bodyText.ts'

/** Answers above this many bytes are not fetched to be looked into. */
const mostBytes = 1_000_000

const none: readonly Problem[] = []
const noPages: readonly PageCard[] = []

/** What the settings of a container read and the pages of the last run do not have: told where it is set, before the next run. */
export function useAbsentPlaces(node: GraphNode | undefined): readonly Problem[] {
  const dispatch = useAppDispatch()
  const walks = node?.kind === 'pagination-loop'
  const run = useAppSelector((state) => (walks ? selectRun(state) : undefined))
  const finished = run?.state === 'finished'
  const pages = useMemo(
    () => (finished && node !== undefined ? endsOf(run, node) : noPages),
    [finished, run, node],
  )
  const wanted = pages.map(({ exchange }) => exchange).join(' ')
  useEffect(() => {
    for (const exchange of wanted.split(' ')) if (exchange !== '') void dispatch(loadExchange(exchange))
  }, [wanted, dispatch])
  const exchanges = run?.exchanges
  return useMemo(() => {
    const settings = paginationSettings.safeParse(node?.settings)
    if (pages.length === 0 || exchanges === undefined || !settings.success) return none
    const answers = pages.flatMap(({ exchange, stop }): SeenAnswer[] => {
      const body = bodyOf(exchanges, exchange)
      return body === undefined ? [] : [{ body, last: stop !== undefined }]
    })
    return absentPlaces(settings.data, answers).map((problem) => ({
      ...problem,
      place: { node: node?.id as NodeId, setting: problem.path },
    }))
  }, [pages, exchanges, node])
}

/** The first and the last page of its walk that are small enough to be looked into. */
function endsOf(run: LiveRun, node: GraphNode): readonly PageCard[] {
  const mine = run.pages.filter((page) => page.node === node.id)
  const ends = mine.length < 2 ? mine : [mine[0], mine.at(-1)]
  const small = new Set(run.attempts.flatMap(({ exchange, bytes }) => (bytes <= mostBytes ? [exchange] : [])))
  return ends.filter((page): page is PageCard => page !== undefined && small.has(page.exchange))
}

function bodyOf(exchanges: LiveRun['exchanges'], id: string): Json | undefined {
  const response = Object.hasOwn(exchanges, id) ? exchanges[id]?.response : undefined
  if (response === undefined) return undefined
  try {
    return parseJson(bodyText(response.bodyBase64).raw)
  } catch {
    // No JSON: its places are not looked for.
    return undefined
  }
}
