// What becomes of the corpus' commands: the request that the imported node would send, drawn by the code that draws what is sent,
// beside the one that curl sent.
import { describe, expect, test } from 'vitest'
import { corpus, differences, sentIn } from '../sent.ts'
import { drawnOf } from './drawn.ts'

/** Every command that becomes another request, with the reason. */
const different: Record<string, string> = {
  'cc/bash_redirect': 'a password in the query is lifted, and the credential puts it at the end',
  'cc/put_with_file': 'curl takes the line breaks out of a file with -d; the input sends the file as it is',
  'cc/redirect_command_data': 'line breaks of a file, as above',
  'cc/redirect_variable_and_string_data': 'line breaks of a file, as above',
  'cc/redirect_variable_data': 'line breaks of a file, as above',
  'curl/22': 'line breaks of a file, as above',
  'curl/108': 'line breaks of a file, as above',
  'curl/124': 'line breaks of a file, as above',
  'cc/upload_file': 'the type of the chosen file is said; curl says none with -T',
  'curl/129': 'the type of a file, as above',
  'curl/266': 'the type of a file, as above',
  'curl/67': 'lets the service choose how to sign in (--anyauth); Basic is sent at once',
  'digitalocean/79': 'reads files that did not exist where it was recorded',
  'curl/105': 'sends “*” in place of a path, which no address can say',
  'curl/106': 'climbs out of the path by “..”, which is resolved',
  'cur/adv-37': 'asks for two addresses by [1-2], which is read as it is written',
}

const read = corpus.map((recorded) => {
  const drawn = drawnOf(recorded.command)
  const found =
    typeof drawn === 'string' ? { semantic: [drawn], exact: [] } : differences(drawn, sentIn(recorded))
  return { name: recorded.name, ...found }
})

describe('the corpus, imported and drawn', () => {
  test('sends the same: at least 98.5 % by meaning and 95 % to the byte', () => {
    const semantic = read.filter((one) => one.semantic.length === 0)
    const exact = semantic.filter((one) => one.exact.length === 0)
    expect(semantic.length / read.length).toBeGreaterThanOrEqual(0.985)
    expect(exact.length / read.length).toBeGreaterThanOrEqual(0.95)
  })

  test('differs by meaning only where a reason is given', () => {
    const found = read.filter((one) => one.semantic.length > 0)
    expect(
      found
        .filter(({ name }) => different[name] === undefined)
        .map(({ name, semantic }) => ({ name, semantic })),
    ).toEqual([])
    expect(Object.keys(different).toSorted()).toEqual(found.map(({ name }) => name).toSorted())
  })

  test('differs in bytes only by how a query or a form is percent-encoded, or JSON is spaced', () => {
    const places = read
      .filter((one) => one.semantic.length === 0)
      .flatMap(({ exact }) => exact.map((text) => text.split(':', 1)[0]))
    expect([...new Set(places)].toSorted()).toEqual(['raw body', 'raw query'])
  })
})
