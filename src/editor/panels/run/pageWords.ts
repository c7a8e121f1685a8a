import type { Json } from '../../../model/json.ts'
import type { PageCard } from '../../../store/state.ts'

const written = (value: Json | undefined): string => (value === undefined ? '' : String(value))

/** The name of the parameter, the field or the header that changes from page to page; `next` where it has none. */
const nameOf = ({ put, next }: PageCard): string => {
  const name = put?.spot?.at ?? ''
  return name === '' ? (next?.spot?.at.split('.').at(-1) ?? '') : name
}

/** `skip 0 → 100`: what this page was asked with, and what it gave for the next. */
export function changeWords(page: PageCard): string {
  const { put, next } = page
  if (next === undefined) return put === undefined ? '' : `${nameOf(page)} ${written(put.value)}`.trim()
  const from = put === undefined ? '' : `${written(put.value)} `
  return `${nameOf(page)} ${from}→ ${written(next.value)}`.trim()
}
