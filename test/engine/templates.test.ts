import { describe, expect, test } from 'vitest'
import { createTemplates } from '../../src/engine/templates.ts'

describe('the templates of a node’s settings', () => {
  const settings = {
    plain: 'text',
    whole: '{{ item.id }}',
    rows: [
      { name: 'a', value: 'x{{ item.id }}' },
      { name: 'b', value: '{{ nodes["First node"].id }}' },
    ],
    __proto__: null,
    deep: { static: [1, 2], bad: '{{ item | plus: 1 }}' },
  }
  const templates = createTemplates(settings)
  const scope = { item: { id: 9007199254740993n }, nodes: { 'First node': { id: 3 } } }

  test('keep the type of a whole reference', () => {
    expect(templates.evaluate(settings.whole, scope)).toBe(9007199254740993n)
  })

  test('are evaluated inside lists and objects; what holds none comes back as it is', () => {
    expect(templates.evaluate(settings.rows, scope)).toEqual([
      { name: 'a', value: 'x9007199254740993' },
      { name: 'b', value: 3 },
    ])
    expect(templates.evaluate(settings.deep.static, scope)).toBe(settings.deep.static)
    expect(templates.evaluate(settings.plain, scope)).toBe('text')
    expect(templates.evaluate(7, scope)).toBe(7)
  })

  test('leave what is absent undefined', () => {
    expect(templates.evaluate({ a: '{{ item.none }}' }, scope)).toEqual({ a: undefined })
  })

  test('say which titles they name', () => {
    expect([...templates.titles]).toEqual(['First node'])
  })

  test('name the setting that fails, rows counted from 1, and not the value', () => {
    const evaluate = () => templates.evaluate(settings.deep, { item: { secret: 'planted' } })
    expect(evaluate).toThrow(/^In the setting deep › bad: /)
    expect(evaluate).not.toThrow(/planted/)
  })

  test('a member called __proto__ stays a member', () => {
    const odd = JSON.parse('{"__proto__":"{{ item.id }}"}') as object
    const made = createTemplates(odd).evaluate(odd, { item: { id: 1 } }) as object
    expect(Object.entries(made)).toEqual([['__proto__', 1]])
  })
})
