import {
  changeCredential,
  type NewCredential,
  newCredential,
  paths,
  testCredential,
} from '../../api/contract.ts'
import type { CredentialTester } from '../credentialTest.ts'
import { ApiProblem } from '../problems.ts'
import type { Vault } from '../vault.ts'
import { jsonAnswer, readBody, type Routes } from './answers.ts'
import { readConnectorBody } from './runs.ts'

const gone = () => new ApiProblem('credential-not-found', 'The credential is no longer there.')

export function credentialRoutes(vault: Vault, test: CredentialTester): Routes {
  return {
    [paths.credentials]: {
      GET: async () => jsonAnswer(await vault.list()),
      POST: async (call) => {
        const body: NewCredential = await readBody(call, newCredential)
        return jsonAnswer(await vault.create({ ...body, origin: readOrigin(body.origin) }), 201)
      },
    },
    [paths.credential(':id')]: {
      GET: async (call) => {
        const found = await vault.find(call.param('id'))
        if (found === undefined) throw gone()
        return jsonAnswer(found)
      },
      PATCH: async (call) => {
        const body = await readBody(call, changeCredential)
        const origin = body.origin === undefined ? {} : { origin: readOrigin(body.origin) }
        const changed = await vault.change(call.param('id'), { ...body, ...origin })
        if (changed === undefined) throw gone()
        return jsonAnswer(changed)
      },
      DELETE: async (call) => {
        if (!(await vault.remove(call.param('id')))) throw gone()
        return new Response(null, { status: 204 })
      },
    },
    [paths.testCredential(':id')]: {
      POST: async (call) => {
        const body = await readBody(call, testCredential)
        return jsonAnswer(
          await test(call.param('id'), readConnectorBody(body.connector), call.request.signal),
        )
      },
    },
  }
}

/** The one form in which origins are compared. */
function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin
  throw new ApiProblem(
    'bad-request',
    '“origin” must be the address of a service, such as https://api.example.com.',
  )
}
