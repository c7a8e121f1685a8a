/**
 * Ids are random, never reused, and kept by versions, export and import. They are branded so that a node's id cannot be
 * handed over where an operation's is meant. They are made from `io.id()`; below the hosts nothing invents one.
 */
type Branded<Name extends string> = string & { readonly __id: Name }

export type ConnectorId = Branded<'connector'>
export type OperationId = Branded<'operation'>
export type NodeId = Branded<'node'>
export type EdgeId = Branded<'edge'>
export type NoteId = Branded<'note'>
export type FieldId = Branded<'field'>
export type AuthenticationId = Branded<'authentication'>

/** Makes a new id: at least 16 characters of `[A-Za-z0-9]`, random. Hosts and `fakeIo()` provide one. */
export type MakeId = () => string

/**
 * What an id may look like in a file: short text without spaces, so that it is safe in a path, a port and an address. Names
 * that every object has by inheritance are no ids, so that looking one up in a record never finds the language's own things.
 */
export const idPattern = new RegExp(
  `^(?!(?:${Object.getOwnPropertyNames(Object.prototype).join('|')})$)[A-Za-z0-9_-]{1,64}$`,
)
