// A secret planted wherever a command can hold one: it stands in no connector, no warning and no text that is shown.
import { describe, expect, test } from 'vitest'
import { connectorOfImport } from '../../../../src/formats/curl/import/applyImport.ts'
import { importCurl } from '../../../../src/formats/curl/import/importCurl.ts'
import { printConnector } from '../../../../src/model/print.ts'
import { counting } from './ids.ts'

const secret = 'Zq7hush4kQz9wLm2XrT5vB8nC'
const address = 'https://api.example.com/v1/things'

/** Lifted into a credential. */
const lifted: Record<string, string> = {
  'Authorization, Bearer': `curl ${address} -H 'Authorization: Bearer ${secret}'`,
  'Authorization, bare': `curl ${address} -H 'Authorization: ${secret}'`,
  '--oauth2-bearer': `curl ${address} --oauth2-bearer ${secret}`,
  '-u, a password': `curl ${address} -u ana:${secret}`,
  '-u, a key for the user': `curl ${address} -u ${secret}:`,
  'address, a password': `curl https://ana:${secret}@api.example.com/v1/things`,
  'address, a key for the user': `curl https://${secret}:@api.example.com/v1/things`,
  'header X-API-Key': `curl ${address} -H 'X-API-Key: ${secret}'`,
  'header with a vendor’s name': `curl ${address} -H 'DD-API-KEY: ${secret}'`,
  'header X-Auth': `curl ${address} -H 'X-Auth: ${secret}'`,
  'header X-Auth-Token': `curl ${address} -H 'X-Auth-Token: ${secret}'`,
  'a cookie by -b': `curl ${address} -b 'session=${secret}'`,
  'a cookie by -H': `curl ${address} -H 'Cookie: session=${secret}'`,
  'query api_key': `curl '${address}?api_key=${secret}'`,
  'query key': `curl '${address}?key=${secret}'`,
  'query appid': `curl '${address}?q=x&appid=${secret}'`,
  'query by -G': `curl -G ${address} -d access_token=${secret}`,
  'an address in a header': `curl ${address} -e 'https://b.example.com/?token=${secret}'`,
  'form refresh_token': `curl ${address} -d 'grant_type=refresh_token&refresh_token=${secret}'`,
  'form client_secret': `curl ${address} -d client_id=a -d client_secret=${secret}`,
  'JSON password': `curl ${address} -H 'Content-Type: application/json' -d '{"user":"a","password":"${secret}"}'`,
  'JSON refresh_token': `curl ${address} --json '{"refresh_token":"${secret}"}'`,
  'a part': `curl ${address} -F 'token=${secret}'`,
  'a webhook’s path': `curl https://hooks.example.com/services/T0ABCDEF12/B0ABCDEF34/${secret}`,
  'a bot’s path': `curl https://api.example.com/bot123456789:${secret}abcdefghij/getMe`,
}

/** Left out of what is made. */
const leftOut: Record<string, string> = {
  '--digest': `curl --digest -u ana:${secret} ${address}`,
  '--aws-sigv4': `curl --aws-sigv4 aws:amz:eu-west-1:s3 -u AK:${secret} ${address}`,
  'a proxy’s address': `curl -x http://me:${secret}@proxy.example.com ${address}`,
  '-U': `curl -x http://proxy.example.com -U me:${secret} ${address}`,
  '--proxy-user=': `curl --proxy-user=me:${secret} ${address}`,
  '--pass': `curl --pass ${secret} ${address}`,
  '--cert': `curl --cert client.pem:${secret} ${address}`,
  'a fragment': `curl '${address}#access_token=${secret}'`,
}

function made(command: string) {
  const proposal = importCurl(command, { makeId: counting() })
  const { connector } = connectorOfImport(proposal, { makeId: counting('x') })
  const said = [...proposal.warnings, ...proposal.operations.flatMap(({ warnings }) => warnings)].join('\n')
  return {
    proposal,
    places: { connector: printConnector(connector), said, shown: proposal.source.text ?? '' },
  }
}

const holding = (places: Record<string, string>) =>
  Object.entries(places).flatMap(([place, text]) => (text.includes(secret) ? [place] : []))

describe.each(Object.entries({ ...lifted, ...leftOut }))('%s', (_, command) => {
  test('is in nothing that is made, said or shown', () => {
    const { proposal, places } = made(command)
    expect(proposal.operations).toHaveLength(1)
    expect(holding(places)).toEqual([])
    expect(proposal.source.text).toContain('••••')
  })
})

test.each(Object.entries(lifted))('%s is lifted as a secret of the credential', (_, command) => {
  const { proposal } = made(command)
  expect(proposal.secrets).toBe(1)
  const secrets = proposal.authentications.flatMap(({ authentication, values }) =>
    authentication.fields.flatMap((field) => (field.secret ? [values[field.name]] : [])),
  )
  expect(secrets.some((value) => value?.includes(secret))).toBe(true)
})

describe('what is no secret stays', () => {
  test.each([
    ['a key of a record', `curl '${address}?key=PROJ-1'`, 'PROJ-1'],
    ['a page token', `curl '${address}?page_token=abc123'`, 'abc123'],
    ['a user name with a password', `curl ${address} -u ana:x-x-x-x`, 'ana'],
    ['a plain header', `curl ${address} -H 'X-Request-Id: 7c1f'`, '7c1f'],
  ])('%s', (_, command, text) => {
    expect(made(command).places.shown).toContain(text)
  })
})
