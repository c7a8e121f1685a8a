import type { Field } from '../../../../model/document.ts'
import { uniqueFieldName } from './fieldNames.ts'

/** What becomes of the fields that are there when others are imported. */
export type ImportWay = 'add' | 'replace'

/**
 * The fields of the form after an import. Names stay unique: an added one whose name is taken gets the next number. A field that
 * replaces one of its name is the same field, so that what goes by its id (edges to it, differences of versions) follows.
 */
export function importedFields(
  there: readonly Field[],
  imported: readonly Field[],
  way: ImportWay,
): readonly Field[] {
  if (way === 'replace') {
    const ids = new Map(there.map(({ name, id }) => [name, id]))
    return imported.map((field) => ({ ...field, id: ids.get(field.name) ?? field.id }))
  }
  const all = [...there]
  for (const field of imported)
    all.push({
      ...field,
      name: uniqueFieldName(
        all.map(({ name }) => name),
        field.name,
      ),
    })
  return all
}
