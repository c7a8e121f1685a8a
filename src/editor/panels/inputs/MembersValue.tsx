import type { Json } from '../../../model/json.ts'
import { isObject } from '../../../model/fieldTypes.ts'
import { errorsBelow, type NestedValueProps, textsOf } from './valueProps.ts'
import { ValueGroup } from './ValueGroup.tsx'

/** An object with fields of its own: one below the other. With nothing in it, it is not given. */
export function MembersValue(props: NestedValueProps) {
  const { field, label, hint, error, value, onChange, readOnly, Value } = props
  const given: Readonly<Record<string, Json>> = value !== undefined && isObject(value) ? value : {}
  return (
    <ValueGroup label={label} hint={hint} error={error}>
      {(field.fields ?? []).map((member) => (
        <Value
          key={member.id}
          field={member}
          {...textsOf(member)}
          value={
            Object.hasOwn(given, member.name) ? given[member.name] : (member.default as Json | undefined)
          }
          error={props.errorAt?.([member.name])}
          errorAt={errorsBelow(props, member.name)}
          {...(readOnly !== undefined && { readOnly })}
          onChange={(next) => {
            const { [member.name]: _before, ...rest } = given
            const all = next === undefined ? rest : { ...rest, [member.name]: next }
            onChange(Object.keys(all).length === 0 ? undefined : all)
          }}
        />
      ))}
    </ValueGroup>
  )
}
