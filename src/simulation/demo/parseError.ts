/** Parse's own error codes: https://docs.parseplatform.org/rest/guide/#error-codes */
export const errorCode = {
  objectNotFound: 101,
  invalidQuery: 102,
  invalidClassName: 103,
  invalidKeyName: 105,
  invalidJson: 107,
  commandUnavailable: 108,
  incorrectType: 111,
  scriptFailed: 141,
  other: 1,
} as const

/** What is answered in place of a result: `{ code, error }`. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
