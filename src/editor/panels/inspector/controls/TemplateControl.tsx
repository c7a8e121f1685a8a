import { useState } from 'react'
import type { Row } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { scopeSeeing } from '../../../../model/scope.ts'
import { looksLikeCurl } from '../../../../formats/curl/looksLikeCurl.ts'
import { overlayOpened } from '../../../../store/sessionSlice.ts'
import { useAppDispatch } from '../../../hooks.ts'
import { TemplateField } from '../../template/TemplateField.tsx'
import { type ControlProps, readAt, settingKey, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import { rowsOf } from './rowsOf.ts'
import { joinUrl, splitUrl } from './urlQuery.ts'

/** Text with `{{ }}`. An address that has query rows beside it shows them behind its `?`. */
export function TemplateControl({ field, path }: ControlProps<'template'>) {
  const { settings } = useNodeForm()
  const beside = [...path.slice(0, -1), 'query']
  if (field.language === 'url' && Array.isArray(readAt(settings, beside)))
    return <UrlControl field={field} path={path} query={beside} />
  return <PlainControl field={field} path={path} />
}

function PlainControl({ field, path }: ControlProps<'template'>) {
  const { settings, set, readOnly, scope, origin, addInput } = useNodeForm()
  const value = readAt(settings, path)
  return (
    <TemplateField
      label={field.label}
      hint={field.hint}
      error={useSettingError(path, { template: true })}
      placeholder={field.placeholder}
      language={field.language}
      lines={field.lines}
      scope={scopeSeeing(scope, field.sees)}
      origin={origin}
      readOnly={readOnly}
      onAddInput={addInput}
      value={typeof value === 'string' ? value : ''}
      onChange={(next) => set(path, next, `Change ${field.label}`)}
    />
  )
}

/** The address and its rows as one text: what is typed behind the `?` becomes rows, and rows are read there. */
function UrlControl({ field, path, query }: ControlProps<'template'> & { query: SettingPath }) {
  const { settings, apply, readOnly, scope, origin, operation, node, addInput } = useNodeForm()
  const dispatch = useAppDispatch()
  const [draft, setDraft] = useState<string>()
  const stored = readAt(settings, path)
  const now = { url: typeof stored === 'string' ? stored : '', rows: rowsOf(readAt(settings, query)) }
  // `a` and `a=` are one row: what was typed stays as it was for as long as it means what is stored.
  const shown =
    draft !== undefined && joinUrl(splitUrl(draft, now.rows)) === joinUrl(now) ? draft : joinUrl(now)
  const change = (text: string) => {
    setDraft(text)
    const next = splitUrl(text, now.rows)
    const edit = { edit: 'setSetting', operation: operation.id, node: node.id } as const
    const moved = next.rows.length !== now.rows.length || next.rows.some((row, at) => row !== now.rows[at])
    apply(
      [
        { ...edit, path, value: next.url },
        ...(moved ? [{ ...edit, path: query, value: next.rows as readonly Row[] as unknown as Json }] : []),
      ],
      `Change ${field.label}`,
      settingKey(node.id, path),
    )
  }
  return (
    <TemplateField
      label={field.label}
      hint={field.hint}
      error={useSettingError(path, { template: true })}
      placeholder={field.placeholder}
      language="url"
      scope={scope}
      origin={origin}
      readOnly={readOnly}
      // Without it the address would be another one.
      onAddInput={addInput && ((name) => addInput(name, true))}
      value={shown}
      // Behind the ? stand the rows, each in a field of its own below.
      elsewhereFrom={now.url.length}
      onChange={change}
      onPasteText={(text) => {
        if (!looksLikeCurl(text)) return false
        dispatch(overlayOpened({ kind: 'import-curl', text, into: node.id }))
        return true
      }}
      onBlur={() => setDraft(undefined)}
    />
  )
}
