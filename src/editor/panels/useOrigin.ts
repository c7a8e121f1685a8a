import { originOfRun } from '../../store/held.ts'
import { selectRun } from '../../store/selectors.ts'
import type { Origin } from '../../ui/Provenance.tsx'
import { useAppSelector } from '../hooks.ts'

/**
 * Where the values of the open operation's last run come from: live for as long as the operation is what was run, a
 * recording of what it was from the first change on.
 */
export function useOrigin(): Origin {
  return useAppSelector((state) => {
    const run = selectRun(state)
    const { operation } = state.session
    const now = operation === undefined ? undefined : state.document.checks[operation]?.hash
    if (run === undefined) return 'recorded'
    if (run.simulated === true) return 'simulated'
    return run.hash === undefined || now === undefined || run.hash === now ? 'live' : 'recorded'
  })
}

/** The origin of all that the last run gave: of a mix, what is least the service's own word. */
export function useRunOrigin(): Origin {
  const origin = useOrigin()
  const run = useAppSelector(selectRun)
  return (run === undefined ? undefined : originOfRun(run)) ?? origin
}
