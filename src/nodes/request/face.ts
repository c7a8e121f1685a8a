import type { Connector } from '../../model/document.ts'
import type { FaceRow } from '../../model/kinds.ts'
import { plural, shorten } from '../words.ts'
import type { BodyKind, RequestBody, RequestSettings } from './settings.ts'

const MAX_ROWS = 4

const bodyWords: Readonly<Record<BodyKind, (body: RequestBody) => string>> = {
  none: () => '',
  json: () => 'JSON',
  form: ({ rows }) => `form, ${plural((rows ?? []).filter(({ enabled }) => enabled).length, 'field')}`,
  multipart: ({ parts }) =>
    `multipart, ${plural((parts ?? []).filter(({ enabled }) => enabled).length, 'part')}`,
  text: () => 'text',
  graphql: () => 'GraphQL',
  binary: () => 'binary',
}

/** What signs the request in, where the service leaves no choice: `X-API-Key`. */
function signature({ service }: Connector): string {
  const [only, another] = service.authentications
  if (only === undefined || another !== undefined) return ''
  const secret = only.fields.find((field) => field.secret)?.name
  const placed = only.placements.find(({ value }) => secret !== undefined && value.includes(secret))
  return (placed ?? only.placements[0])?.name ?? ''
}

/** The address box, the place where auth comes in, the first query parameters, the body. */
export function requestFace(settings: RequestSettings, connector: Connector): readonly FaceRow[] {
  const query = settings.query.filter(({ enabled, name }) => enabled && name !== '')
  const rows: FaceRow[] = [
    { label: 'Address', value: shorten(settings.url, 120), style: 'url', method: settings.method },
    { label: 'auth', value: signature(connector), style: 'mono', port: 'auth' },
    ...query.slice(0, MAX_ROWS).map(({ name, value }) => ({
      label: shorten(name, 24),
      value: shorten(value, 40),
      style: 'mono' as const,
    })),
  ]
  if (query.length > MAX_ROWS)
    rows.push({ label: `${query.length - MAX_ROWS} more`, value: '', style: 'text' })
  if (settings.body.kind !== 'none')
    rows.push({ label: 'body', value: bodyWords[settings.body.kind](settings.body), style: 'text' })
  return rows
}
