import { expect, test } from 'vitest'
import { readDocument } from '../../src/model/read.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { createCredentialTester } from '../../src/runner/credentialTest.ts'
import { hostClock, randomId } from '../../src/runner/hostIo.ts'
import { createVault } from '../../src/runner/vault.ts'
import { connectorFile } from './documents.ts'
import { makeFolder } from './logFiles.ts'
import { never, openTransport, serveHttp } from './servers.ts'

test.each([
  ['says nothing', () => {}],
  ['begins and never ends', (answer: { write(text: string): unknown }) => void answer.write('{')],
])('a service that %s is told as one that did not answer, when the test ends', async (_, play) => {
  const baseUrl = await serveHttp((_request, answer) => play(answer))
  const vault = createVault({
    folder: await makeFolder(),
    environment: {},
    now: hostClock.now,
    id: randomId,
  })
  const { id } = await vault.create({
    title: 'Key',
    authentication: 'key',
    connector: 'connector-1',
    origin: baseUrl,
    secret: ['key'],
    fields: { application: 'app-1', key: 'planted-secret-5f2a' },
  })
  const tester = createCredentialTester({ vault, transport: openTransport(), catalog, timeoutMs: 50 })
  const file = connectorFile({ baseUrl, url: '/', signed: true, testOperation: true })
  const { connector } = readDocument(file)
  if (connector === undefined) throw new Error('the document of the test is wrong')
  expect(await tester(id, connector, never)).toEqual({
    ok: false,
    message: 'Echo did not answer within 0.05 s.',
  })
})
