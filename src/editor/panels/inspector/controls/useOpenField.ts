import { useState } from 'react'
import type { Field } from '../../../../model/document.ts'
import type { FieldId } from '../../../../model/ids.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { useAppSelector } from '../../../hooks.ts'
import { useNodeForm } from '../nodeForm.ts'

/** Which field of a list stands open: one at a time, and the one in which a problem is gone to. */
export function useOpenField(
  fields: readonly Field[],
  path: SettingPath,
): readonly [open: FieldId | undefined, setOpen: (field: FieldId | undefined) => void] {
  const { node } = useNodeForm()
  const [open, setOpen] = useState<FieldId>()
  const place = useAppSelector(({ session: { focus } }) =>
    focus?.node === node.id ? focus.setting : undefined,
  )
  const index =
    place !== undefined && path.every((key, at) => place[at] === key) ? place[path.length] : undefined
  const asked = typeof index === 'number' ? fields[index]?.id : undefined
  // While it is drawn, so that it is there when the focus goes into it.
  if (asked !== undefined && asked !== open) setOpen(asked)
  return [open, setOpen]
}
