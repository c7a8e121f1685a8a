import type { KindFacts } from '../../model/kinds.ts'
import { checkPagination } from './check.ts'
import { paginationFace } from './face.ts'
import { paginationForm } from './form.ts'
import { type PaginationSettings, paginationSettings } from './settings.ts'
import { paginationOutline, paginationSummary } from './words.ts'

/** What is known of the kind without running it. */
export const paginationFacts: KindFacts<PaginationSettings> = {
  kind: 'pagination-loop',
  title: 'For each page',
  description: 'Asks a request page by page and gives the records of all pages.',
  settings: paginationSettings,
  defaults: () => paginationSettings.parse({ stop: [{ rule: 'no-value' }] }),
  ports: [
    { name: 'in', way: 'in', carries: 'records', title: 'records in' },
    { name: 'out', way: 'out', carries: 'records', title: 'records out' },
    { name: 'page', way: 'out', carries: 'records', side: 'inner', title: 'page' },
    {
      name: 'emit',
      way: 'in',
      carries: 'records',
      side: 'inner',
      title: 'records of the page',
      required: true,
    },
  ],
  binds: 'page',
  // They name the page and the answer, which only the walk knows.
  raw: ['request', 'carry', 'extra', 'put', 'drop', 'stop', 'dedupe', 'restart', 'close'],
  yields: () => 'many',
  sources: (_settings, incoming, self) => new Set([...incoming, self]),
  check: checkPagination,
  summary: paginationSummary,
  outline: paginationOutline,
  face: paginationFace,
  form: paginationForm,
}
