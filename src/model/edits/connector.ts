import { renameInTemplate } from '../../expressions/rename.ts'
import type {
  Authentication,
  Connector,
  CredentialField,
  Operation,
  Placement,
  Service,
} from '../document.ts'
import type { AuthenticationId, NodeId } from '../ids.ts'
import { change, EditError, findAuthentication, insertAt, peek, peekValues, rewriteTexts } from './draft.ts'
import { rewriteInNodes } from './nodes.ts'

/** Edits of the connector itself, its service and the ways to sign in. */
export const connectorEdits = {
  changeConnector(
    draft: Connector,
    args: { values: Partial<Pick<Connector, 'name' | 'title' | 'description' | 'icon'>> },
  ): void {
    change(draft, args.values)
  },

  /** `clear: ['testOperation']` goes back to a plain GET of the base URL. */
  changeService(
    draft: Connector,
    args: {
      values: Partial<Pick<Service, 'title' | 'baseUrl' | 'defaults' | 'testOperation' | 'paging'>>
      clear?: readonly ('testOperation' | 'paging')[]
    },
  ): void {
    change(draft.service, args.values, args.clear)
  },

  addAuthentication(draft: Connector, args: { value: Authentication; index?: number }): void {
    if (draft.service.authentications.some((authentication) => authentication.id === args.value.id))
      throw new EditError(`There is an authentication with the id “${args.value.id}” already.`)
    insertAt(draft.service.authentications, args.value, args.index)
  },

  /** Replaces whole values: a new scheme brings its fields and placements with it. */
  changeAuthentication(
    draft: Connector,
    args: {
      authentication: AuthenticationId
      values: Partial<Pick<Authentication, 'title' | 'scheme' | 'fields' | 'placements' | 'expiry' | 'login'>>
      /** `['login']`: it signs in without a request of its own. */
      clear?: readonly 'login'[]
    },
  ): void {
    change(findAuthentication(draft, args.authentication), args.values, args.clear)
  },

  /** Auth nodes that name it stay and become problems. */
  removeAuthentication(draft: Connector, args: { authentication: AuthenticationId }): void {
    const index = draft.service.authentications.indexOf(findAuthentication(draft, args.authentication))
    draft.service.authentications.splice(index, 1)
  },

  /** Adds one more thing to fill in, and where it goes. The value itself never stands in a document. */
  addCredentialField(
    draft: Connector,
    args: { authentication: AuthenticationId; field: CredentialField; placement?: Placement },
  ): void {
    const authentication = findAuthentication(draft, args.authentication)
    if (authentication.fields.some((field) => field.name === args.field.name))
      throw new EditError(`The credential has a field called “${args.field.name}” already.`)
    authentication.fields.push(args.field)
    if (args.placement !== undefined) authentication.placements.push(args.placement)
  },

  /**
   * Renames a credential's field and rewrites `auth.NAME` in its placements, in every request that it signs and, where no
   * other authentication has a field of that name, in the service's address and defaults.
   */
  renameCredentialField(
    draft: Connector,
    args: { authentication: AuthenticationId; field: string; name: string },
  ): void {
    const authentication = findAuthentication(draft, args.authentication)
    const field = authentication.fields.find((candidate) => candidate.name === args.field)
    if (field === undefined) throw new EditError(`The credential has no field called “${args.field}”.`)
    if (args.name === args.field) return
    if (authentication.fields.some((candidate) => candidate.name === args.name))
      throw new EditError(`The credential has a field called “${args.name}” already.`)
    field.name = args.name
    if (args.field === '' || args.name === '') return
    const rename = (text: string) => renameInTemplate(text, { path: ['auth', args.field], to: args.name })
    rewriteTexts(authentication, 'placements', rename)
    if (authentication.login !== undefined) {
      rewriteTexts(authentication, 'login', rename)
      for (const read of authentication.login.reads) if (read.field === args.field) read.field = args.name
    }
    const shared = draft.service.authentications.some(
      (other) => other.id !== args.authentication && other.fields.some(({ name }) => name === args.field),
    )
    if (!shared) {
      rewriteTexts(draft.service, 'baseUrl', rename)
      rewriteTexts(draft.service, 'defaults', rename)
    }
    const operations = peek(draft, 'operations')
    for (let index = 0; index < operations.length; index++) {
      const signed = signedBy(peek(operations, index) as Operation, args.authentication)
      if (signed.length > 0) rewriteInNodes(draft.operations[index] as Operation, signed, rename)
    }
  },
}

/** Ids of the nodes that an edge from an auth node of this authentication comes in to. */
function signedBy(operation: Operation, authentication: AuthenticationId): NodeId[] {
  const graph = peek(operation, 'graph')
  const sources = new Set<NodeId>()
  for (const node of peekValues(peek(graph, 'nodes')))
    if (node.kind === 'auth' && node.settings['authentication'] === authentication) sources.add(node.id)
  if (sources.size === 0) return []
  const signed = new Set<NodeId>()
  for (const edge of peekValues(peek(graph, 'edges')))
    if (sources.has(edge.from.node)) signed.add(edge.to.node)
  return [...signed]
}
