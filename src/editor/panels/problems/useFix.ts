import { useCallback } from 'react'
import type { Problem } from '../../../model/problem.ts'
import { edit } from '../../../store/edit.ts'
import { useAppDispatch } from '../../hooks.ts'
import { goTo } from '../../search/goTo.ts'

/** Problems whose fix has to be asked about first: a secret's value must be stored before it leaves the document. */
const asked: ReadonlySet<string> = new Set(['literal-secret'])

/** Applies a problem's fix as one undo step; one that has to be asked about is gone to, where its button asks. */
export function useFix(): (problem: Problem) => void {
  const dispatch = useAppDispatch()
  return useCallback(
    (problem) => {
      if (asked.has(problem.code) && problem.place !== undefined) dispatch(goTo(problem.place))
      else if (problem.fix !== undefined)
        dispatch(edit(problem.fix.edits, { label: problem.fix.label, policy: 'record' }))
    },
    [dispatch],
  )
}
