import { useCallback, useMemo } from 'react'
import type { NodeId } from '../../model/ids.ts'
import { selectNode, selectRun, selectTrial, selectTried } from '../../store/selectors.ts'
import { focused, frameShown, selected } from '../../store/sessionSlice.ts'
import { showTrial } from '../../store/showTrial.ts'
import { useAppDispatch, useAppSelector } from '../hooks.ts'
import { DotRow } from './DotRow.tsx'
import { FilmStrip } from './FilmStrip.tsx'
import { GuardRow } from './GuardRow.tsx'
import { endedBy, type GuardChip, guardsOf } from './guards.ts'
import { usePagesPaint } from './runPaint.ts'

interface ContainerExtrasProps {
  id: NodeId
  /** It walks over pages, and has guards. */
  walks: boolean
  /** It is what the keyboard is at. */
  alone: boolean
  /** The walk goes on. */
  running: boolean
}

/** What a container wears around its frame: its guards above, what it was tried with on its lower edge, its pages below. */
export function ContainerExtras({ id, walks, alone, running }: ContainerExtrasProps) {
  return (
    <>
      {walks && <Guarded id={id} reachable={alone} />}
      <Tried id={id} />
      <Strip id={id} running={running} />
    </>
  )
}

function Guarded({ id, reachable }: { id: NodeId; reachable: boolean }) {
  const dispatch = useAppDispatch()
  const settings = useAppSelector((state) => selectNode(state, id)?.settings)
  const pages = usePagesPaint(id)
  const failure = useAppSelector((state) => {
    const failed = selectRun(state)?.failure
    return failed?.node === id ? failed : undefined
  })
  const guards = useMemo(() => guardsOf(settings), [settings])
  const open = useCallback(
    (guard: GuardChip) => {
      dispatch(selected([id]))
      dispatch(focused({ node: id, setting: guard.setting }))
    },
    [dispatch, id],
  )
  if (guards.length === 0) return null
  return <GuardRow guards={guards} ended={endedBy(pages, failure)} reachable={reachable} onOpen={open} />
}

/** What a container was tried with, on its lower edge. */
function Tried({ id }: { id: NodeId }) {
  const dispatch = useAppDispatch()
  const tried = useAppSelector((state) => selectTried(state, id))
  const shown = useAppSelector(({ session: { panels } }) =>
    panels.frame?.node === id ? panels.frame.trial : undefined,
  )
  if (tried === undefined) return null
  return (
    <DotRow
      dots={tried.dots}
      shown={shown}
      onOpen={() => dispatch(selected([id]))}
      onLook={(dot) => dispatch(showTrial(id, dot.id))}
    />
  )
}

/** The pages that a container has walked, under it; those of a try, where one is looked into. */
function Strip({ id, running }: { id: NodeId; running: boolean }) {
  const dispatch = useAppDispatch()
  const pages = usePagesPaint(id)
  const shown = useAppSelector(({ session: { panels } }) =>
    panels.run.open && panels.run.tab === 'pages' && panels.frame?.node === id ? panels.frame.at : undefined,
  )
  const trial = useAppSelector((state) =>
    state.session.panels.frame?.node === id ? selectTrial(state) : undefined,
  )
  if (trial !== undefined)
    return (
      <FilmStrip
        pages={trial.run.pages}
        running={false}
        shown={shown}
        onOpen={({ node, at }) => dispatch(frameShown({ node, at, trial: trial.dot.id }))}
        trial={trial}
        onBack={() => dispatch(frameShown(undefined))}
      />
    )
  if (pages.length === 0) return null
  return (
    <FilmStrip
      pages={pages}
      running={running}
      shown={shown}
      onOpen={({ node, at }) => dispatch(frameShown({ node, at }))}
    />
  )
}
