import type { NodeFacts } from '../../model/kinds.ts'
import type { Problem } from '../../model/problem.ts'
import { settingProblem } from '../settingProblem.ts'
import { parseRecordPaths } from './recordPath.ts'
import type { RequestSettings } from './settings.ts'
import { transportHeaders } from './transportHeaders.ts'

type Check = (settings: RequestSettings, facts: NodeFacts) => readonly Problem[]

/**
 * What only the kind knows to be wrong before a request is sent; expressions, addresses, header names, JSON and literal secrets
 * are checked by the model.
 */
export const checkRequest: Check = (settings, facts) => checks.flatMap((check) => check(settings, facts))

const checkBaseUrl: Check = ({ url }, { connector }) => {
  const typed = url.trim()
  if (
    connector.service.baseUrl.trim() !== '' ||
    /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ||
    typed.startsWith('{{')
  )
    return []
  return [
    settingProblem(['url'], {
      code: 'base-url-missing',
      message:
        'The address begins at the base URL, and the service has none. Set it, or write a whole address.',
    }),
  ]
}

const checkHeaders: Check = ({ headers }) =>
  headers.flatMap(({ name, enabled }, index) =>
    enabled && transportHeaders.has(name.trim().toLowerCase())
      ? settingProblem(['headers', index, 'name'], {
          code: 'header-of-transport',
          message: `${name} is written by Patchbay when the request is sent. This row is not used.`,
          severity: 'warning',
        })
      : [],
  )

const checkRecords: Check = ({ records, answer }) =>
  records.trim() === '' || answer === 'full' || parseRecordPaths(records) !== undefined
    ? []
    : [
        settingProblem(['records'], {
          code: 'record-path',
          message: `“${records.slice(0, 60)}” is no path. Write it like results or data.items; several with commas between them.`,
        }),
      ]

const checks: readonly Check[] = [checkBaseUrl, checkHeaders, checkRecords]
