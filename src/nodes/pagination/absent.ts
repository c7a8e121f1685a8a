import type { Json } from '../../model/json.ts'
import type { SettingPath } from '../../model/kinds.ts'
import type { Problem } from '../../model/problem.ts'
import { settingProblem } from '../settingProblem.ts'
import { compilePath, isAbsent } from './answerPath.ts'
import type { Carry, CarryKind, PaginationSettings, StopRule } from './settings.ts'

/** The answer of one page, as a run saw it. */
export interface SeenAnswer {
  /** Its body, read. */
  readonly body: Json
  /** The walk stopped there: what leads on may be gone. */
  readonly last: boolean
}

/** A place in the body that the settings read. */
interface ReadPlace {
  readonly setting: SettingPath
  readonly at: string
  /** Its absence may be what says that a page is the last. */
  readonly leadsOn: boolean
}

/** Where each way to carry reads in the body. What is read in records is for the records to say. */
const carryPlaces: { readonly [Kind in CarryKind]?: string } = { body: 'path', keys: 'path', element: 'list' }

function placesOf({ carry, stop }: PaginationSettings): readonly ReadPlace[] {
  const key = carryPlaces[carry.from]
  const carried: ReadPlace[] =
    key === undefined
      ? []
      : [
          {
            setting: ['carry', key],
            at: String((carry as Carry & Record<string, unknown>)[key] ?? ''),
            leadsOn: true,
          },
        ]
  return carried.concat(
    stop.flatMap((rule: StopRule, index) =>
      'at' in rule && 'in' in rule && rule.in === 'body'
        ? [{ setting: ['stop', index, 'at'], at: String(rule.at), leadsOn: rule.rule === 'value' }]
        : [],
    ),
  )
}

/**
 * Places that a walk reads in its answers and that no answer so far has: a rule that can never hold, or a next value that will not be
 * found. Where only a last page was seen, what leads on may rightly be gone. Warnings, each at its setting.
 */
export function absentPlaces(
  settings: PaginationSettings,
  answers: readonly SeenAnswer[],
): readonly Problem[] {
  return placesOf(settings).flatMap(({ setting, at, leadsOn }) => {
    const telling = leadsOn ? answers.filter(({ last }) => !last) : answers
    if (at.trim() === '' || telling.length === 0) return []
    const read = compilePath(at)
    if (telling.some(({ body }) => !isAbsent(read(body)))) return []
    const seen = answers.length === 1 ? 'The answer of the last run has' : 'The answers of the last run have'
    return settingProblem(setting, {
      code: 'path-not-seen',
      severity: 'warning',
      message: `${seen} nothing at “${at.slice(0, 60)}”. Look at what came under Pages, and choose the place there.`,
    })
  })
}
