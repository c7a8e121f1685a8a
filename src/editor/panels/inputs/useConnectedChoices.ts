import { useMemo } from 'react'
import type { Field } from '../../../model/document.ts'
import type { OperationId } from '../../../model/ids.ts'
import { sourceOperation } from '../../../model/options.ts'
import { choicesAsk, fieldsAsk } from '../../../store/dropdowns/choicesAsk.ts'
import { selectCredential } from '../../../store/selectors.ts'
import { choiceLabelled, fieldsLoaded } from '../../../store/sessionSlice.ts'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../hooks.ts'
import type { ChoicesHost } from './choicesHost.ts'

/** Dropdowns of a form of the open connector: they ask through the runner, with the credential that runs are signed with. */
export function useConnectedChoices(
  operation: OperationId,
  fields: readonly Field[],
): ChoicesHost | undefined {
  const dispatch = useAppDispatch()
  const { extra, getState } = useEditorStore()
  const connector = useAppSelector((state) => state.document.connector)
  const credential = useAppSelector(selectCredential)
  return useMemo(() => {
    if (connector === undefined) return undefined
    const { catalog, clock, runner } = extra
    const labelOf = (key: string) => getState().session.labels[operation]?.[key]
    const around = { connector, fields, credential, catalog, runner, labelOf }
    return {
      clock,
      ask: (options, input) => choicesAsk(options, { ...around, input }),
      titleOf: (options) => sourceOperation(connector, options)?.title,
      labelOf,
      fields: {
        ask: (source, input) => fieldsAsk(source, { ...around, input }),
        remember: (field, key, shape) => dispatch(fieldsLoaded({ operation, field, key, shape })),
      },
      remember: (key, label) => dispatch(choiceLabelled({ operation, key, label })),
    }
  }, [connector, credential, dispatch, extra, fields, getState, operation])
}
