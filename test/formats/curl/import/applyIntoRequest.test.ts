import { describe, expect, test } from 'vitest'
import { applyIntoRequest } from '../../../../src/formats/curl/import/applyIntoRequest.ts'
import { connectorOfImport } from '../../../../src/formats/curl/import/applyImport.ts'
import { importCurl } from '../../../../src/formats/curl/import/importCurl.ts'
import { checkConnector } from '../../../../src/model/checks.ts'
import type { Connector, Edge, GraphNode } from '../../../../src/model/document.ts'
import { applyEdits } from '../../../../src/model/edits.ts'
import { fieldsOf } from '../../../../src/model/fields.ts'
import type { NodeId } from '../../../../src/model/ids.ts'
import { printConnector } from '../../../../src/model/print.ts'
import { catalog } from '../../../../src/nodes/catalog.ts'
import { requestOf } from './drawn.ts'
import { counting } from './ids.ts'

const made = (text: string) =>
  connectorOfImport(importCurl(text, { makeId: counting('a') }), { makeId: counting('b') }).connector

/** The connector with a command put into its only request. */
function put(text: string, connector: Connector) {
  const [operation] = connector.operations
  const node = requestOf(operation)
  if (operation === undefined || node === undefined) throw new Error('The connector has a request.')
  const proposal = importCurl(text, { connector, makeId: counting('c') })
  const target = { operation: operation.id, node: node.id, makeId: counting('d') }
  const { edits, credentials } = applyIntoRequest(connector, proposal, target)
  const changed = structuredClone(connector)
  applyEdits(changed, edits)
  return { changed, credentials, operation: changed.operations[0] as (typeof changed.operations)[number] }
}

const kindsOf = (graph: { nodes: Record<string, GraphNode> }) =>
  Object.values(graph.nodes)
    .map(({ kind }) => kind)
    .toSorted()

describe('a command put into a request that is there', () => {
  const before = made('curl https://api.example.com/v1/users/{id}')
  const { changed, credentials, operation } = put(
    `curl -X PUT https://api.example.com/v1/users/{id}/notes -u ana:hush-1 -H 'Content-Type: application/json' -d '{"text":"{{text}}"}'`,
    before,
  )

  test('replaces what it asks for, and keeps what else is set', () => {
    expect(requestOf(operation)?.settings).toMatchObject({
      method: 'PUT',
      url: '/users/{{ input.id }}/notes',
      body: { kind: 'json', text: '{"text":"{{ input.text }}"}' },
    })
  })

  test('adds the inputs that are not there', () => {
    expect(fieldsOf(operation).map(({ name }) => name)).toEqual(['id', 'text'])
  })

  test('signs it: an auth node is put at it where there is none', () => {
    expect(kindsOf(operation.graph)).toEqual(['auth', 'inputs', 'output', 'request'])
    expect(Object.values<Edge>(operation.graph.edges).filter(({ to }) => to.port === 'auth')).toHaveLength(1)
    expect(credentials.map(({ values }) => values)).toEqual([{ username: 'ana', password: 'hush-1' }])
    expect(printConnector(changed)).not.toContain('hush-1')
  })

  test('leaves no problem behind', () => {
    expect(checkConnector(changed, catalog).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('changes the auth node that is there', () => {
    const again = put(`curl https://api.example.com/v1/users -H 'X-API-Key: hush-2'`, changed)
    expect(kindsOf(again.operation.graph)).toEqual(['auth', 'inputs', 'output', 'request'])
    const auth = Object.values<GraphNode>(again.operation.graph.nodes).find(({ kind }) => kind === 'auth')
    expect(auth?.settings['authentication']).toBe(again.changed.service.authentications[1]?.id)
  })

  test('a request that is gone is left alone', () => {
    const proposal = importCurl('curl https://api.example.com/a', { connector: before, makeId: counting() })
    const target = { operation: operation.id, node: 'gone' as NodeId, makeId: counting() }
    expect(applyIntoRequest(before, proposal, target)).toEqual({ edits: [], credentials: [] })
  })
})
