import { shorten } from '../words.ts'
import type { RequestSettings } from './settings.ts'

/** The address without what is the same in every request: `…/classes/Customer/{{ input.id }}` is `/classes/Customer/{{ input.id }}`. */
export function shortAddress(url: string): string {
  const path = url
    .trim()
    .replace(/^\{\{\s*service\.baseUrl\s*\}\}/, '')
    .replace(/^https?:\/\/[^/?#{]*/i, '')
    .replace(/[?#].*$/s, '')
  return shorten(path === '' ? '/' : path)
}

/** `GET /classes/Customer` */
export function requestSummary({ method, url }: RequestSettings): string {
  return url.trim() === '' ? `${method} the base URL` : `${method} ${shortAddress(url)}`
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'Ask for',
  HEAD: 'Ask about',
  OPTIONS: 'Ask what is possible at',
  POST: 'Send to',
  PUT: 'Replace',
  PATCH: 'Change',
  DELETE: 'Delete',
}

/** `Ask for /classes/Customer (GET)` */
export function requestOutline({ method, url, records, answer }: RequestSettings): string {
  const verb = Object.hasOwn(verbs, method) ? verbs[method] : 'Call'
  const found = records !== '' && answer === 'body' ? `, one record for each of ${shorten(records, 30)}` : ''
  return `${verb} ${url.trim() === '' ? 'the base URL' : shortAddress(url)} (${method})${found}`
}
