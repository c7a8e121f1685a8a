import * as z from 'zod/mini'
import { condition } from '../../model/document.ts'

const mapRow = z.looseObject({ name: z.string(), value: z.string() })

/** One step; a record goes through them in order. */
export const transformStep = z.discriminatedUnion('step', [
  /** Gives each record new fields; `rest` keeps the fields that are not named. */
  z.looseObject({
    step: z.literal('map'),
    rows: z._default(z.array(mapRow), []),
    keep: z._default(z.enum(['only', 'rest']), 'only'),
  }),
  /** Keeps the records for which all conditions hold. */
  z.looseObject({ step: z.literal('filter'), conditions: z._default(z.array(condition), []) }),
  /** Makes one record of each element of the list that `list` gives. */
  z.looseObject({ step: z.literal('expand'), list: z._default(z.string(), '{{ item }}') }),
  /** Gathers all records into one list. */
  z.looseObject({ step: z.literal('collect') }),
  /** Lets the first `count` records through and asks for no more. */
  z.looseObject({
    step: z.literal('limit'),
    count: z._default(z.number().check(z.int(), z.minimum(0)), 100),
  }),
])
export type TransformStep = z.infer<typeof transformStep>
export type StepName = TransformStep['step']

export const transformSettings = z.looseObject({
  steps: z._default(z.array(transformStep), []),
})
export type TransformSettings = z.infer<typeof transformSettings>
