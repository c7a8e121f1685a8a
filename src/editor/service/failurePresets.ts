import type { ErrorRule } from '../../model/document.ts'

/** A way in which APIs answer 200 when they fail. */
export interface FailurePreset {
  readonly id: string
  readonly title: string
  readonly hint: string
  readonly rule: ErrorRule
}

// `then` is a word of error rules; none of these objects is awaited.
/* oxlint-disable unicorn/no-thenable */

const condition = (left: string, test: string) => ({ left, test, right: '' })

/** The habits that are met most; each is one error rule of the service. */
export const failurePresets: readonly FailurePreset[] = [
  {
    id: 'ok-false',
    title: 'The body says ok: false',
    hint: 'As chat services do; the message is read from error.',
    rule: {
      when: [condition('{{ body.ok }}', 'is-false')],
      then: 'fail',
      message: '{{ body.error }}',
    },
  },
  {
    id: 'success-false',
    title: 'The body says success: false',
    hint: 'The message is read from message.',
    rule: {
      when: [condition('{{ body.success }}', 'is-false')],
      then: 'fail',
      message: '{{ body.message }}',
    },
  },
  {
    id: 'graphql-errors',
    title: 'GraphQL: the body has errors',
    hint: 'The message of the first one is shown.',
    rule: {
      when: [condition('{{ body.errors }}', 'is-not-empty')],
      then: 'fail',
      message: '{{ body.errors[0].message }}',
    },
  },
]

const sameWhen = (a: ErrorRule, b: ErrorRule) =>
  a.then === b.then && JSON.stringify(a.when.map(essence)) === JSON.stringify(b.when.map(essence))
const essence = ({ left, test, right }: ErrorRule['when'][number]) => [left, test, right]

export const hasPreset = (rules: readonly ErrorRule[], preset: FailurePreset): boolean =>
  rules.some((rule) => sameWhen(rule, preset.rule))

/** The rules with a preset switched on (at the end) or off. */
export function withPreset(rules: readonly ErrorRule[], preset: FailurePreset, on: boolean): ErrorRule[] {
  const others = rules.filter((rule) => !sameWhen(rule, preset.rule))
  return on ? [...others, structuredClone(preset.rule)] : others
}

/** Rules that are none of the presets. */
export const ownRules = (rules: readonly ErrorRule[]): ErrorRule[] =>
  rules.filter((rule) => !failurePresets.some((preset) => sameWhen(rule, preset.rule)))
