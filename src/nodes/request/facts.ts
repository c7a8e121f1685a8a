import type { KindFacts } from '../../model/kinds.ts'
import { checkRequest } from './check.ts'
import { requestFace } from './face.ts'
import { requestForm } from './form.ts'
import { type RequestSettings, requestSettings, usualRetry } from './settings.ts'
import { requestOutline, requestSummary } from './words.ts'

/** What is known of the kind without running it. */
export const requestFacts: KindFacts<RequestSettings> = {
  kind: 'request',
  title: 'Request',
  description: 'Asks the service over HTTP, once for each record that comes in.',
  settings: requestSettings,
  defaults: () => requestSettings.parse({ retry: usualRetry }),
  ports: [
    { name: 'in', way: 'in', carries: 'records', title: 'records in' },
    { name: 'auth', way: 'in', carries: 'auth', title: 'auth in', most: 1 },
    { name: 'out', way: 'out', carries: 'records', title: 'records out' },
  ],
  // Error rules see the answer (`status`, `headers`, `body`) and are evaluated by the sending; the others are no templates.
  raw: ['method', 'answer', 'records', 'decode', 'errorRules', 'retry'],
  yields: ({ records, answer, errorRules }, incoming) =>
    (records !== '' && answer === 'body') || errorRules.some(({ then }) => then === 'ignore')
      ? 'many'
      : incoming,
  check: checkRequest,
  summary: requestSummary,
  outline: requestOutline,
  face: requestFace,
  form: requestForm,
}
