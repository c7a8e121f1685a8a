import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRoute, printRoute, type Route } from '../../../src/editor/shell/routes.ts'

const cases: readonly [path: string, route: Partial<Route>][] = [
  ['/', { page: 'home' }],
  ['', { page: 'home' }],
  ['/credentials', { page: 'credentials' }],
  ['/runs/', { page: 'runs' }],
  ['/connectors/abc', { page: 'operation', connector: 'abc' as never }],
  ['/connectors/abc/service', { page: 'service', connector: 'abc' as never }],
  ['/connectors/abc/map', { page: 'map', connector: 'abc' as never }],
  [
    '/connectors/abc/operations/op1',
    { page: 'operation', connector: 'abc' as never, operation: 'op1' as never },
  ],
  ['/connectors', { page: 'unknown' }],
  ['/connectors/abc/operations', { page: 'unknown' }],
  ['/elsewhere', { page: 'unknown' }],
  ['/connectors/%E0%A4%A', { page: 'unknown' }],
]

describe('addresses of pages', () => {
  it.each(cases)('%s', (path, route) => {
    expect(parseRoute(path)).toMatchObject(route)
  })

  it('every page is found again by the path it prints', () => {
    const id = fc.string({ minLength: 1 }).filter((text) => text.isWellFormed())
    fc.assert(
      fc.property(id, id, (connector, operation) => {
        const routes = [
          { page: 'operation', connector, operation },
          { page: 'operation', connector },
          { page: 'service', connector },
          { page: 'map', connector },
        ] as Route[]
        for (const route of routes) expect(parseRoute(printRoute(route))).toEqual(route)
      }),
    )
  })
})
