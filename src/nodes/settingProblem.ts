import type { SettingPath } from '../model/kinds.ts'
import type { Problem } from '../model/problem.ts'

/** A problem at a setting of the node; the checks of the model complete its place in the document and in the editor. */
export function settingProblem(
  setting: SettingPath,
  problem: { code: string; message: string; severity?: Problem['severity']; fix?: Problem['fix'] },
): Problem {
  return { severity: 'error', ...problem, path: setting }
}
