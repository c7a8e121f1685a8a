import type { Field } from '../../../model/document.ts'
import { isObject } from '../../../model/fieldTypes.ts'
import type { Json } from '../../../model/json.ts'
import { FoldedFields } from './FoldedFields.tsx'
import { emptied, errorsBelow, type NestedValueProps, textsOf } from './valueProps.ts'
import { ValueGroup } from './ValueGroup.tsx'

/** An object with fields of its own: one below the other. With nothing in it, it is not given. */
export function MembersValue(props: NestedValueProps) {
  const { field, label, hint, error, value, onChange, readOnly, errorAt, Value } = props
  const given: Readonly<Record<string, Json>> = value !== undefined && isObject(value) ? value : {}
  const members = field.fields ?? []
  const draw = (member: Field) => {
    const found = Object.hasOwn(given, member.name)
      ? given[member.name]
      : (member.default as Json | undefined)
    return (
      <Value
        key={member.id}
        field={member}
        {...textsOf(member)}
        value={found === '' && member.type !== 'json' ? undefined : found}
        error={errorAt?.([member.name])}
        errorAt={errorsBelow(props, member.name)}
        {...(readOnly !== undefined && { readOnly })}
        onChange={(next) => {
          const { [member.name]: _before, ...rest } = given
          const said = next ?? emptied(member)
          const all = said === undefined ? rest : { ...rest, [member.name]: said }
          onChange(Object.keys(all).length === 0 ? undefined : all)
        }}
      />
    )
  }
  return (
    <ValueGroup label={label} hint={hint} error={error}>
      {members.filter(({ advanced }) => !advanced).map(draw)}
      <FoldedFields
        fields={members.filter(({ advanced }) => advanced)}
        opened={({ name }) => errorAt?.([name]) !== undefined}
        draw={draw}
      />
    </ValueGroup>
  )
}
