import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markChunk } from '../../src/engine/chunk.ts'
import type { NodeDefinition } from '../../src/engine/definition.ts'
import type { Connector } from '../../src/model/document.ts'
import type { ConnectorId, NodeId } from '../../src/model/ids.ts'
import type { FormField, SettingPath } from '../../src/model/kinds.ts'
import { createContext, gather } from './context.ts'
import { createAuthentication, createService } from './drawing.ts'

const connectors: readonly Connector[] = [undefined, createAuthentication([], { key: 'secret' })].map(
  (authentication) => ({
    format: 'patchbay.connector/1',
    id: 'c' as ConnectorId,
    name: 'example',
    title: 'Example',
    description: '',
    icon: '',
    service: createService({ authentications: authentication === undefined ? [] : [authentication] }),
    operations: [],
  }),
)

const mark = (seq: number) => markChunk({ source: 's' as NodeId, seq, position: null })

/**
 * What every kind of the catalogue promises, whatever it does. `samples` are stored settings that the kind accepts, beside its
 * defaults.
 */
export function nodeContract(
  // oxlint-disable-next-line no-explicit-any -- settings differ per kind.
  definition: NodeDefinition<any>,
  samples: fc.Arbitrary<object>,
): void {
  const settings = fc.oneof(
    fc.constant(definition.defaults() as object),
    samples.map((stored) => definition.settings.parse(stored) as object),
  )

  describe(`${definition.kind} keeps the contract of node kinds`, () => {
    test('defaults are settings, and parse to themselves', () => {
      expect(definition.settings.parse(definition.defaults())).toEqual(definition.defaults())
      expect(() => definition.settings.parse({})).not.toThrow()
    })

    test('settings of a newer Patchbay are kept', () => {
      const stored = { ...(definition.defaults() as object), ofTheFuture: { a: 1 } }
      expect(definition.settings.parse(stored)).toEqual(stored)
    })

    test('ports have names of their own, and at most one gives records', () => {
      const names = definition.ports.map(({ name, way }) => `${way} ${name}`)
      expect(new Set(names).size).toBe(names.length)
      expect(
        definition.ports.filter(
          ({ way, carries, side }) => way === 'out' && carries === 'records' && side === undefined,
        ).length,
      ).toBeLessThanOrEqual(1)
      for (const port of definition.ports) expect(port.title).not.toBe('')
    })

    test('title, description, summary, outline and face are words for any settings', () => {
      expect(definition.title).toMatch(/^[A-Z]/)
      expect(definition.description).toMatch(/^[A-Z].*\.$/)
      fc.assert(
        fc.property(settings, fc.constantFrom(...connectors), (set, connector) => {
          for (const line of [definition.summary(set, connector), definition.outline(set, connector)]) {
            expect(line).not.toBe('')
            expect(line).not.toMatch(/[\r\n]|undefined|\[object/)
          }
          expect(definition.summary(set, connector).length).toBeLessThanOrEqual(120)
          for (const { label, value } of definition.face(set, connector))
            expect(`${label}${value}`).not.toMatch(/[\r\n]|undefined|\[object/)
        }),
      )
    })

    test('yields one or many for any settings', () => {
      fc.assert(
        fc.property(settings, fc.constantFrom('one', 'many'), (set, incoming) => {
          expect(['one', 'many']).toContain(definition.yields(set, incoming as 'one' | 'many'))
        }),
      )
    })

    test('every control of the form changes a setting that the schema knows', () => {
      for (const section of definition.form) {
        expect(section.title).not.toBe('')
        for (const field of section.fields) {
          expect(field.label).not.toBe('')
          for (const path of [field.path, ...(field.when === undefined ? [] : [field.when.path])])
            expect(isKnown(definition.settings, path), `${definition.kind}: ${path.join('.')}`).toBe(true)
          checkSteps(definition, field)
        }
      }
    })

    test('is JSON: what the document keeps can be printed and read again', () => {
      fc.assert(
        fc.property(settings, (set) => {
          expect(definition.settings.parse(JSON.parse(JSON.stringify(set)))).toEqual(
            JSON.parse(JSON.stringify(set)),
          )
        }),
      )
    })

    test('a run that was stopped makes it do nothing', async () => {
      const signal = AbortSignal.abort(new Error('stopped'))
      const { ctx, io } = createContext({ signal, records: [{ a: 1 }], script: () => ({ body: {} }) })
      const result = await gather(definition.execute(definition.defaults(), ctx)).catch(
        (error: unknown) => error,
      )
      expect(result instanceof Error ? result.message : result).toEqual(
        result instanceof Error ? 'stopped' : [],
      )
      expect(io.requests).toEqual([])
    })
  })
}

/** What the kinds that take records promise beside that. */
// oxlint-disable-next-line no-explicit-any -- settings differ per kind.
export function streamContract(definition: NodeDefinition<any>): void {
  describe(`${definition.kind} keeps the contract of streams`, () => {
    test('[E3] marks are passed on in their order, also over no records', async () => {
      const { ctx } = createContext({ records: [mark(1), mark(2)] })
      expect(await gather(definition.execute(definition.defaults(), ctx))).toEqual([{ mark: 1 }, { mark: 2 }])
    })

    test('[E5] over an empty stream it does nothing', async () => {
      const { ctx, io } = createContext({ records: [] })
      expect(await gather(definition.execute(definition.defaults(), ctx))).toEqual([])
      expect(io.requests).toEqual([])
    })
  })
}

function checkSteps(definition: NodeDefinition, field: FormField): void {
  if (field.control !== 'steps') return
  for (const step of field.of) {
    const stored = setAt({}, [...field.path, 0], step.defaults())
    const parsed = definition.settings.parse(stored) as Record<string, unknown>
    for (const inner of step.fields)
      expect(
        valueAt(parsed, [...field.path, 0, ...inner.path]),
        `${step.step}: ${inner.path.join('.')}`,
      ).toBeDefined()
  }
}

/** Whether the schema says anything of the path: a value that no schema takes is refused there. */
function isKnown(schema: NodeDefinition['settings'], path: SettingPath): boolean {
  const parsed = schema.safeParse(setAt(schema.parse({}), path, Symbol.for('no JSON')))
  return (
    !parsed.success && parsed.error.issues.some((issue) => issue.path.join('.').startsWith(path.join('.')))
  )
}

function setAt(target: unknown, [key, ...rest]: SettingPath, value: unknown): unknown {
  if (key === undefined) return value
  const inner = (target as Record<string | number, unknown> | undefined)?.[key]
  const set = setAt(inner ?? {}, rest, value)
  if (typeof key === 'number') return Object.assign(Array.isArray(target) ? [...target] : [], { [key]: set })
  return { ...(target as object), [key]: set }
}

function valueAt(target: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown> | undefined)?.[key],
    target,
  )
}
