import { expect, test } from 'vitest'
import { checkOperation } from '../../../src/model/checks.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import { readConnector } from '../../../src/model/read.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import type { Style } from '../../../src/simulation/torture/play.ts'

/** Examples are what people copy: nothing about them is wrong, or only nearly right. */
export function createChecks(styles: readonly Style[], exampleOf: (style: Style) => string): void {
  test.each(styles.map((style) => [style.id, style] as const))(
    '%s: its example has no problem',
    (_, style) => {
      const { connector, problems } = readConnector(exampleOf(style))
      expect(problems).toEqual([])
      expect(connector && checkOperation(connector, 'list' as OperationId, catalog)).toEqual([])
    },
  )
}
