import { useMemo } from 'react'
import type { Authentication } from '../../model/document.ts'
import { serviceScopeEntries } from '../../model/scope.ts'
import { Button } from '../../ui/Button.tsx'
import { TemplateField } from '../panels/template/TemplateField.tsx'
import { judgeBaseUrl } from './baseUrlWords.ts'

export interface BaseUrlFieldProps {
  value: string
  onChange: (value: string) => void
  authentications: readonly Authentication[]
  /** Says that it is missing: somebody wanted to go on without one. */
  needed?: boolean
  readOnly?: boolean
}

/** The address of a service, judged as one types; where it is plain what was meant, a button puts it there. */
export function BaseUrlField({ value, onChange, authentications, needed, readOnly }: BaseUrlFieldProps) {
  const secret = authentications.flatMap(({ fields }) =>
    fields.filter((field) => field.secret).map(({ name }) => name),
  )
  const scope = useMemo(() => serviceScopeEntries(authentications), [authentications])
  const words = judgeBaseUrl(value, secret)
  const missing = needed === true && value.trim() === ''
  return (
    <TemplateField
      label="Base URL"
      size={32}
      language="url"
      scope={scope}
      placeholder="https://api.example.com"
      readOnly={readOnly}
      hint="What all its requests begin with. It may use a field that is not secret: https://{{ auth.subdomain }}.example.com"
      value={value}
      onChange={onChange}
      error={
        missing ? (
          'Where is the service? Type its address.'
        ) : words === undefined ? undefined : (
          <>
            {words.message}{' '}
            {words.better !== undefined && (
              <Button variant="link" size={28} onClick={() => onChange(words.better ?? value)}>
                Use {words.better}
              </Button>
            )}
          </>
        )
      }
    />
  )
}
