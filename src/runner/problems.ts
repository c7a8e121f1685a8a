import { type ProblemCode, type ProblemDetails, problemCodes } from '../api/contract.ts'
import { EngineError } from '../engine/errors.ts'
import type { Problem } from '../model/problem.ts'
import { JsonError } from '../model/readJson.ts'
import { DataFolderError } from './dataFolder.ts'
import { VaultError } from './seal.ts'

/** What a route throws: a code of the contract and words for people. */
export class ApiProblem extends Error {
  override name = 'ApiProblem' as const
  readonly code: ProblemCode
  readonly problems: readonly Problem[] | undefined

  constructor(code: ProblemCode, detail: string, problems?: readonly Problem[]) {
    super(detail)
    this.code = code
    this.problems = problems
  }
}

/** Any thrown thing as a problem. What nobody foresaw is told without its message, which could hold anything. */
export function toApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (error instanceof VaultError) return new ApiProblem('vault-locked', error.message)
  if (error instanceof JsonError)
    return new ApiProblem('bad-request', `The body is not JSON: ${error.message}.`)
  if (error instanceof DataFolderError)
    return new ApiProblem(error.diskFull ? 'disk-full' : 'internal', error.message)
  if (error instanceof EngineError && error.kind === 'storage')
    return new ApiProblem(error.retryable ? 'disk-full' : 'internal', error.message)
  return new ApiProblem(
    'internal',
    'Something inside the runner went wrong. The request was not carried out.',
  )
}

/** RFC 9457. */
export function problemResponse(problem: ApiProblem, headers: Record<string, string> = {}): Response {
  const { status, title } = problemCodes[problem.code]
  const details: ProblemDetails = {
    type: `urn:patchbay:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.message,
    ...(problem.problems !== undefined && { problems: problem.problems }),
  }
  return new Response(JSON.stringify(details), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}
