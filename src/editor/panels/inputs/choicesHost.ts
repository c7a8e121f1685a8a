import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Clock } from '../../../engine/io.ts'
import type { FieldOptions, FieldSource } from '../../../model/document.ts'
import type { ObjectShape } from '../../../model/fieldsFromSource.ts'
import type { FieldId } from '../../../model/ids.ts'
import {
  type Choices,
  type ChoicesAsk,
  type ChoicesState,
  createChoices,
} from '../../../store/dropdowns/choices.ts'
import type { FieldsAsk } from '../../../store/dropdowns/loadedFields.ts'
import { type FormInput, FormInputContext } from './formInput.ts'
import type { NestedValueProps } from './valueProps.ts'

/** What a form's dropdowns need of whoever draws the form. Without it their values are typed. */
export interface ChoicesHost {
  readonly clock: Pick<Clock, 'sleep'>
  /** What a dropdown asks for while this is filled in. */
  ask(options: FieldOptions, input: FormInput): ChoicesAsk
  /** What a choice read when it was taken, under the key that `remember` was given. */
  labelOf(key: string): string | undefined
  remember(key: string, label: string): void
  /** What the operation that is asked is called. */
  titleOf(source: Pick<FieldOptions, 'operation'>): string | undefined
  /** Objects whose fields an operation says. Without it they are given as JSON. */
  readonly fields?: {
    ask(source: FieldSource, input: FormInput): FieldsAsk
    /** What was loaded, for the run that is started with it. */
    remember(field: FieldId, key: string, shape: ObjectShape): void
  }
}

/** A value that is chosen, in a form that can ask for its choices. */
export interface LiveChoicesProps extends NestedValueProps {
  host: ChoicesHost
  options: FieldOptions
}

export const ChoicesHostContext = createContext<ChoicesHost | undefined>(undefined)

/**
 * The choices of one field as they stand, asked for while they are `wanted`. They live as long as the control; what was asked for is
 * given up with it.
 */
export function useChoices(
  host: ChoicesHost,
  options: FieldOptions,
  wanted: boolean,
): readonly [ChoicesState, Choices] {
  const input = useContext(FormInputContext)
  const [choices] = useState(() => createChoices(host.clock))
  const ask = useMemo(() => host.ask(options, input), [host, options, input])
  useEffect(() => choices.ask(ask), [choices, ask])
  useEffect(() => choices.want(wanted), [choices, wanted])
  useEffect(() => () => choices.close(), [choices])
  return [useSyncExternalStore(choices.subscribe, choices.state), choices]
}
