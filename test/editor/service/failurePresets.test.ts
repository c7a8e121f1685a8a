import { describe, expect, it } from 'vitest'
import {
  failurePresets,
  hasPreset,
  ownRules,
  withPreset,
} from '../../../src/editor/service/failurePresets.ts'

describe('this API answers 200 when it fails', () => {
  it('switches a preset on and off and leaves other rules alone', () => {
    const own = {
      when: [{ left: '{{ status }}', test: 'equals', right: '204' }],
      then: 'ignore',
      message: '',
    } as const
    for (const preset of failurePresets) {
      const on = withPreset([{ ...own, when: [...own.when] }], preset, true)
      expect(hasPreset(on, preset)).toBe(true)
      expect(ownRules(on)).toHaveLength(1)
      expect(withPreset(on, preset, true)).toHaveLength(2)
      expect(withPreset(on, preset, false)).toEqual([own])
    }
  })
})
