// Commands of public documentation beside the request that curl itself sent for each (test/corpora/curl/README.md).
import { describe, expect, test } from 'vitest'
import { readCurl } from '../../../src/formats/curl/readCurl.ts'
import { detectShell } from '../../../src/formats/curl/shells/dialects.ts'
import { corpus, differences, sentIn, sentOf } from './sent.ts'

/** Every command that is not read as it was recorded, with the reason. */
const different: Record<string, string> = {
  'digitalocean/79':
    'reads files by $(</path/…) that did not exist where it was recorded, so curl sent nothing in their place; here they are files',
  'curl/105':
    'sends “*” in place of a path by --request-target, which no address can say; it is left out with a warning',
  'cur/adv-37':
    'asks for two addresses by [1-2]; in every other path of the corpus such a range is recorded as it is written, and so it is read',
}

/** Commands whose requests are counted otherwise than curl counted them. */
const countedOtherwise: Record<string, string> = {
  'curl/40': 'a list of hosts is one request, for the first of them',
  'curl/41': 'a list of hosts is one request, for the first of them',
  'cur/adv-37': 'a range in a path is one request',
}

const read = corpus.map((recorded) => {
  const { value, warnings } = readCurl(recorded.command)
  const [first] = value
  const found =
    first === undefined
      ? { semantic: [`no request: ${warnings.join(' ')}`], exact: [] }
      : differences(sentOf(first), sentIn(recorded))
  return { recorded, count: value.length, ...found }
})

describe('the corpus', () => {
  test('is whole', () => {
    expect(corpus).toHaveLength(1125)
  })

  test('is read right: at least 98.5 % by meaning and 95 % to the byte', () => {
    const semantic = read.filter((one) => one.semantic.length === 0)
    const exact = semantic.filter((one) => one.exact.length === 0)
    expect(semantic.length / read.length).toBeGreaterThanOrEqual(0.985)
    expect(exact.length / read.length).toBeGreaterThanOrEqual(0.95)
  })

  test('differs only where a reason is given', () => {
    const found = read.filter((one) => one.semantic.length + one.exact.length > 0)
    const unexplained = found.filter(({ recorded }) => different[recorded.name] === undefined)
    expect(
      unexplained.map(({ recorded, semantic, exact }) => ({ name: recorded.name, semantic, exact })),
    ).toEqual([])
    expect(Object.keys(different).toSorted()).toEqual(found.map(({ recorded }) => recorded.name).toSorted())
  })

  test('asks for as many requests as curl sent', () => {
    const found = read.filter(({ recorded, count }) => count !== recorded.requestCount)
    expect(found.map(({ recorded }) => recorded.name).toSorted()).toEqual(
      Object.keys(countedOtherwise).toSorted(),
    )
  })

  test('is known for the shell that it was written for', () => {
    expect(
      corpus.filter(({ command, shell }) => detectShell(command) !== shell).map(({ name }) => name),
    ).toEqual([])
  })
})
