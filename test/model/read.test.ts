import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import { printConnector } from '../../src/model/print.ts'
import { maxConnectorBytes, maxReadProblems, readConnector, readDocument } from '../../src/model/read.ts'
import { connector, operation, usualOperation } from './build.ts'

const fixture = readFileSync(new URL('../fixtures/connector.v1.json', import.meta.url), 'utf8')
const encode = (text: string) => new TextEncoder().encode(text)

type Plain = { [key: string]: Plain } & Plain[] & Json

/** The file of a usual connector, changed by hand. */
function edited(change: (file: Plain) => void): string {
  const file = JSON.parse(printConnector(connector([usualOperation()]))) as Plain
  change(file)
  return JSON.stringify(file)
}

describe('files that cannot be opened', () => {
  test.each([
    ['nothing at all', '', 'not-json', 'ends where a value should stand (line 1, column 1)'],
    ['a truncated file', fixture.slice(0, 2000), 'not-json', 'line '],
    ['a picture', '\u0089PNG', 'not-json', 'Expected a value'],
    ['a text', '"hello"', 'not-a-connector', 'It holds a text'],
    ['a list', '[]', 'not-a-connector', 'It holds a list'],
    ['null', 'null', 'not-a-connector', 'It holds null'],
    [
      'another JSON file',
      '{"name":"x"}',
      'not-a-connector',
      'should say “patchbay.connector/1”, but it has nothing there',
    ],
    ['a format that is no text', '{"format":1}', 'not-a-connector', 'but it has 1 there'],
    ['another program’s format', '{"format":"openapi"}', 'not-a-connector', 'a text that does not fit'],
    [
      'a format version of nothing',
      '{"format":"patchbay.connector/0"}',
      'not-a-connector',
      'a text that does not fit',
    ],
    [
      'a newer version',
      '{"format":"patchbay.connector/2","graphs":[]}',
      'newer-format',
      'made by a newer Patchbay (format 2; this one reads up to 1)',
    ],
  ])('%s', (_what, source, code, words) => {
    for (const form of [source, encode(source)]) {
      const { connector, problems } = readConnector(form)
      expect(connector).toBeUndefined()
      expect(problems).toHaveLength(1)
      expect(problems[0]).toMatchObject({ code, severity: 'error' })
      expect(problems[0]?.message).toContain(words)
    }
  })

  test('invalid UTF-8', () => {
    const bytes = encode(fixture)
    bytes[40] = 0xff
    const { connector, problems } = readConnector(bytes)
    expect(connector).toBeUndefined()
    expect(problems[0]).toMatchObject({ code: 'not-json' })
    expect(problems[0]?.message).toContain('not UTF-8 text (line 3, column 3)')
  })

  test('fifty megabytes are refused unread', () => {
    const huge = new Uint8Array(50_000_000)
    const { connector, problems } = readConnector(huge)
    expect(connector).toBeUndefined()
    expect(problems).toEqual([
      {
        code: 'too-large',
        severity: 'error',
        path: [],
        message: `The file is larger than ${maxConnectorBytes / 1024 / 1024} MB, which no connector is. Check that it is the right file.`,
      },
    ])
    expect(readConnector('x'.repeat(11), { maxBytes: 10 }).problems[0]?.code).toBe('too-large')
  })

  test('a file of a million brackets', () => {
    expect(readConnector('['.repeat(1_000_000)).problems[0]?.message).toContain('more than 512 deep')
  })

  test('a number that no number can hold', () => {
    const file = edited(() => undefined).replace(/"settings":\s*\{/, '"settings": { "huge": [1e400],')
    const { connector, problems } = readConnector(file)
    expect(connector).toBeUndefined()
    expect(problems[0]).toMatchObject({ code: 'wrong-value', path: expect.arrayContaining(['settings']) })
    expect(problems[0]?.message).toContain('a number in there is too large')
  })

  test('no message quotes what stands in the file', () => {
    const secret = 'sk_live_4242424242424242'
    const broken = [
      `{"format": ${secret}`,
      `{"format":"${secret}"}`,
      edited((file) => {
        file['service']!['authentications'] = secret as never
      }),
      edited((file) => {
        file['operations']![0]!['role'] = secret as never
      }),
    ]
    for (const source of broken) {
      const { problems } = readConnector(source)
      expect(problems.length).toBeGreaterThan(0)
      expect(JSON.stringify(problems)).not.toContain(secret)
    }
  })
})

describe('wrong types', () => {
  test.each<[string, (file: Plain) => void, { code?: string; path: (string | number)[]; message: string }]>([
    [
      'a text for a list',
      (file) => {
        file['operations'] = 'many' as never
      },
      {
        path: ['operations'],
        message: 'operations: expected a list, but a text that does not fit stands there.',
      },
    ],
    [
      'a number for a text',
      (file) => {
        file['title'] = 7 as never
      },
      { path: ['title'], message: 'title: expected a text, but 7 stands there.' },
    ],
    [
      'nothing',
      (file) => {
        delete (file as Record<string, unknown>)['service']
      },
      {
        code: 'missing-value',
        path: ['service'],
        message: 'service: expected an object, but nothing stands there.',
      },
    ],
    [
      'a word that is no choice',
      (file) => {
        file['operations']![0]!['role'] = 'main' as never
      },
      {
        path: ['operations', 0, 'role'],
        message: 'operations[0].role: expected “call” or “list”, but a text that does not fit stands there.',
      },
    ],
    [
      'an id with a blank',
      (file) => {
        file['operations']![0]!['graph']!['nodes']![1]!['id'] = 'a b' as never
      },
      {
        path: ['operations', 0, 'graph', 'nodes', 1, 'id'],
        message:
          'operations[0].graph.nodes[1].id: expected an id of 1 to 64 letters, digits, - or _, but a text that does not fit stands there.',
      },
    ],
    [
      'settings that are a list',
      (file) => {
        file['operations']![0]!['graph']!['nodes']![1]!['settings'] = [] as never
      },
      {
        path: ['operations', 0, 'graph', 'nodes', 1, 'settings'],
        message: 'operations[0].graph.nodes[1].settings: expected an object, but a list stands there.',
      },
    ],
    [
      'a place without a number',
      (file) => {
        file['operations']![0]!['layout'] = { ask: { x: '0', y: 0 } } as never
      },
      {
        path: ['operations', 0, 'layout', 'ask', 'x'],
        message: 'operations[0].layout.ask.x: expected a number, but a text that does not fit stands there.',
      },
    ],
    [
      'an edge end that is null',
      (file) => {
        file['operations']![0]!['graph']!['edges']![0]!['from'] = null as never
      },
      {
        path: ['operations', 0, 'graph', 'edges', 0, 'from'],
        message: 'operations[0].graph.edges[0].from: expected an object, but null stands there.',
      },
    ],
  ])('%s', (_what, change, expected) => {
    const { connector, problems } = readConnector(edited(change))
    expect(connector).toBeUndefined()
    expect(problems).toEqual([
      expect.objectContaining({ code: 'wrong-value', severity: 'error', ...expected }),
    ])
  })

  test.each(['__proto__', 'constructor', 'toString'])('an id that every object has already: %s', (word) => {
    const { connector } = readConnector(
      edited((file) => {
        file['operations']![0]!['graph']!['nodes']![0]!['id'] = word as never
      }),
    )
    expect(connector).toBeUndefined()
  })

  test('a million mistakes are counted, not listed', () => {
    const { problems } = readConnector(
      edited((file) => {
        file['operations'] = Array.from({ length: 5_000 }, () => 1) as never
      }),
    )
    expect(problems).toHaveLength(maxReadProblems + 1)
    expect(problems.at(-1)).toMatchObject({
      code: 'more-problems',
      severity: 'error',
      message: `There are ${5_000 - maxReadProblems} more problems of this kind.`,
    })
  })
})

describe('duplicate ids', () => {
  test.each<[string, (file: Plain) => void, (string | number)[]]>([
    [
      'two nodes',
      (file) => {
        file['operations']![0]!['graph']!['nodes']![1]!['id'] = 'ask' as never
      },
      ['operations', 0, 'graph', 'nodes', 1, 'id'],
    ],
    [
      'two edges',
      (file) => {
        file['operations']![0]!['graph']!['edges']![1]!['id'] = 'ask-output' as never
      },
      ['operations', 0, 'graph', 'edges', 1, 'id'],
    ],
    [
      'a note and a node',
      (file) => {
        file['operations']![0]!['graph']!['notes'] = [{ id: 'ask', text: '' }] as never
      },
      ['operations', 0, 'graph', 'notes', 0, 'id'],
    ],
    [
      'two operations',
      (file) => {
        file['operations']!.push(structuredClone(file['operations']![0]!) as never)
      },
      ['operations', 1, 'id'],
    ],
    [
      'two authentications',
      (file) => {
        file['service']!['authentications']!.push(
          structuredClone(file['service']!['authentications']![0]!) as never,
        )
      },
      ['service', 'authentications', 1, 'id'],
    ],
  ])('%s: the file is not opened, so that neither is lost', (_what, change, path) => {
    const { connector, problems } = readConnector(edited(change))
    expect(connector).toBeUndefined()
    expect(problems).toEqual([expect.objectContaining({ code: 'duplicate-id', severity: 'error', path })])
    expect(problems[0]?.message).toContain('Give one of them another id')
  })

  test('the same node twice over loses nothing and is kept once', () => {
    const { connector, problems } = readConnector(
      edited((file) => {
        const nodes = file['operations']![0]!['graph']!['nodes']!
        nodes.push(structuredClone(nodes[0]!) as never)
      }),
    )
    expect(problems).toEqual([expect.objectContaining({ code: 'duplicate-id', severity: 'warning' })])
    expect(Object.keys(connector?.operations[0]?.graph.nodes ?? {})).toHaveLength(4)
  })
})

describe('what is odd but kept', () => {
  test('nodes of an unknown kind, with all their settings', () => {
    const settings = { deep: { list: [1, { a: null }] } }
    const document = connector([operation({ a: { kind: 'teleport', settings } })])
    const { connector: read, problems } = readConnector(printConnector(document))
    expect(problems).toEqual([])
    expect(read?.operations[0]?.graph.nodes).toEqual(document.operations[0]?.graph.nodes)
  })

  test('edges that lead nowhere and in circles', () => {
    const document = connector([
      operation({ a: { kind: 'transform' }, b: { kind: 'transform' } }, ['a>b', 'b>a', 'a>gone']),
    ])
    const { connector: read, problems } = readConnector(printConnector(document))
    expect(problems).toEqual([])
    expect(read).toEqual(document)
  })

  test('keys nobody knows are warned of, kept and written back', () => {
    const source = `${edited((file) => {
      file['rateLimit'] = { count: 50 } as never
      file['operations']![0]!['graph']!['nodes']![0]!['color'] = 'red' as never
    })}`
    const { connector, problems } = readConnector(source)
    expect(problems.map(({ code, severity, path }) => ({ code, severity, path }))).toEqual([
      { code: 'unknown-key', severity: 'warning', path: ['operations', 0, 'graph', 'nodes', 0, 'color'] },
      { code: 'unknown-key', severity: 'warning', path: ['rateLimit'] },
    ])
    const printed = printConnector(connector as NonNullable<typeof connector>)
    expect(JSON.parse(printed)).toMatchObject({ rateLimit: { count: 50 } })
    expect(printed).toContain('"color": "red"')
  })

  test('a key called __proto__ is refused where it could not be kept, and kept inside settings', () => {
    const refused = readConnector(
      fixture.replace('"name": "back4app-customers"', '"__proto__": 1, "name": "x"'),
    )
    expect(refused.problems).toEqual([expect.objectContaining({ code: 'bad-name', path: ['__proto__'] })])
    const kept = readConnector(fixture.replace('"decode": "auto"', '"__proto__": {"a": 1}'))
    const printed = printConnector(kept.connector as NonNullable<typeof kept.connector>)
    expect(printed).toContain('"__proto__": {\n')
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })

  test('a byte order mark, in bytes and in text', () => {
    expect(readConnector(`\ufeff${fixture}`).connector).toEqual(readConnector(fixture).connector)
    expect(readConnector(encode(`\ufeff${fixture}`)).connector).toEqual(readConnector(fixture).connector)
  })

  test('what may be left out takes its default', () => {
    const { connector, problems } = readConnector(
      edited((file) => {
        const operation = file['operations']![0]! as Record<string, unknown>
        for (const key of ['layout', 'output', 'role', 'description']) delete operation[key]
      }),
    )
    expect(problems).toEqual([])
    expect(connector?.operations[0]).toMatchObject({
      layout: {},
      output: { samples: [] },
      role: 'call',
      description: '',
    })
  })
})

test('a document that is JSON already is read the same way', () => {
  const { connector } = readConnector(fixture)
  expect(
    readDocument(
      JSON.parse(fixture.replace('1234567890123456789', '1').replace('9007199254740993', '2')) as Json,
    ).connector?.name,
  ).toBe(connector?.name)
})
