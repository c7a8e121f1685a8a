import type { ReactNode } from 'react'
import type { SettingPath } from '../../../model/kinds.ts'
import type { Problem } from '../../../model/problem.ts'
import { problemsAt } from '../../../store/selectors.ts'
import { Button } from '../../../ui/Button.tsx'
import { useNodeForm } from './nodeForm.ts'

/** What a template field says by itself, while one types: not said twice. */
const saidByField: ReadonlySet<string> = new Set([
  'syntax',
  'unknown-reference',
  'unknown-filter',
  'bad-argument',
  'refused-name',
  'not-here',
])

/** The problem of a setting as the error of its control: words and the fix as a button. Undefined where there is none. */
export function useSettingError(
  path: SettingPath,
  /** `except`: what stands in these of its keys is said by their own controls. */
  options: { template?: boolean; except?: readonly string[] } = {},
): ReactNode | undefined {
  const { problems, node, readOnly, fix } = useNodeForm()
  const { template = false, except = [] } = options
  const problem = problemsAt(problems, path).find(
    ({ code, place }) =>
      !(template && saidByField.has(code)) && !except.includes(String(place?.setting?.[path.length])),
  )
  if (problem === undefined) return undefined
  return (
    <>
      {withoutTitle(problem, node.title)}{' '}
      {problem.fix !== undefined && !readOnly && (
        <Button variant="link" size={28} onClick={() => fix(problem)}>
          {problem.fix.label}
        </Button>
      )}
    </>
  )
}

/** The message without the node's title before it, where everybody sees which node it is. */
export function withoutTitle({ message }: Problem, title: string): string {
  const start = `“${title}”: `
  return message.startsWith(start) ? message.slice(start.length) : message
}
