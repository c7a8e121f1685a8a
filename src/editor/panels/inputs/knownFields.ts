import { createContext, useCallback, useContext, useMemo, useState } from 'react'
import type { KnownFields, ObjectShape } from '../../../model/fieldsFromSource.ts'
import type { FieldId } from '../../../model/ids.ts'

/** What a form has learnt of objects whose fields an operation says: told by their controls, read by its check. */
interface HeldFields {
  readonly known: KnownFields
  /** Undefined: not known any more. */
  tell(field: FieldId, shape: ObjectShape | undefined): void
}

export const KnownFieldsContext = createContext<HeldFields | undefined>(undefined)

/** That of the form around this one, or its own. */
export function useKnownFields(): HeldFields {
  const outer = useContext(KnownFieldsContext)
  const [known, setKnown] = useState<KnownFields>(() => new Map())
  const tell = useCallback(
    (field: FieldId, shape: ObjectShape | undefined) =>
      setKnown((before) => {
        if (before.get(field) === shape) return before
        const after = new Map(before)
        if (shape === undefined) after.delete(field)
        else after.set(field, shape)
        return after
      }),
    [],
  )
  const own = useMemo(() => ({ known, tell }), [known, tell])
  return outer ?? own
}
