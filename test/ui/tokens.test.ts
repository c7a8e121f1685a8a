import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../src/ui/tokens.css'), 'utf8')

/** The custom properties of the block that a selector opens. */
function block(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`tokens.css has no block "${selector}"`)
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start))
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1], found[2]?.trim()]),
  )
}

/** Relative luminance of #rrggbb (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const kinds = ['inputs', 'auth', 'request', 'pages', 'queue', 'transform', 'output', 'list'].map(
  (kind) => `k-${kind}`,
)
const statuses = ['running', 'waiting', 'done', 'failed'].map((status) => `s-${status}`)
const grounds = ['canvas', 'chrome', 'surface', 'surface-2', 'surface-3', 'node']

/** Text on its ground: at least 4.5:1. */
const texts: [string, string][] = [
  ...['text', 'text-2', 'text-3'].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ...['text', 'text-2', 'text-3'].map((text): [string, string] => [text, 'field']),
  ...[...kinds, ...statuses].flatMap((ink) =>
    ['surface', 'node', `${ink}-tint`].map((ground): [string, string] => [ink, ground]),
  ),
  ...statuses.map((status): [string, string] => ['text', `${status}-tint`]),
  ['s-failed', 'field'],
  ['s-failed', 'chrome'],
  ['k-request', 'surface-2'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['accent-text', 'accent-tint'],
  ...grounds.map((ground): [string, string] => ['accent-text', ground]),
  ['text', 'accent-tint'],
  ['text-2', 'accent-tint'],
  ['text', 'segment-on'],
  // The Live pill is the one inverted piece of text.
  ['surface', 'text'],
]

/** Lines, status fills and focus: at least 3:1. */
const graphics: [string, string][] = [
  'edge',
  'accent',
  ...kinds.map((kind) => `${kind}-line`),
  ...statuses.map((status) => `${status}-fill`),
]
  .flatMap((line) => ['canvas', 'surface', 'node'].map((ground): [string, string] => [line, ground]))
  .concat([
    ['k-pages-line', 'k-pages-tint'],
    ['text-3', 'surface'],
    ['text-3', 'field'],
    ['primary', 'surface'],
  ])

const themes = { light: block("[data-theme='light']"), dark: block("\n[data-theme='dark']") }

describe.each(Object.entries(themes))('tokens, %s', (_theme, tokens) => {
  const value = (name: string) => {
    const hex = tokens[name]
    if (hex === undefined || !/^#[0-9a-f]{6}$/.test(hex))
      throw new Error(`--${name} is no opaque colour: ${hex}`)
    return hex
  }
  test.each(texts)('text %s on %s reaches 4.5:1', (text, ground) => {
    expect(contrast(value(text), value(ground))).toBeGreaterThanOrEqual(4.5)
  })
  test.each(graphics)('line %s on %s reaches 3:1', (line, ground) => {
    expect(contrast(value(line), value(ground))).toBeGreaterThanOrEqual(3)
  })
})

test('both themes have the same tokens', () => {
  expect(Object.keys(themes.dark)).toEqual(Object.keys(themes.light))
})

test('without data-theme the system asks for the same dark', () => {
  expect(block(':root:not([data-theme])')).toEqual(themes.dark)
})

test('contrast is measured as WCAG measures it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
