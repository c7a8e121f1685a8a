import type { Authentication, Connector, Placement } from '../../model/document.ts'
import type { FaceRow, KindFacts } from '../../model/kinds.ts'
import { plural } from '../words.ts'
import { type AuthSettings, authSettings } from './settings.ts'

/** The authentication that the settings name; undefined when none is named or it is gone. */
export function chosenAuthentication(
  settings: AuthSettings,
  connector: Connector,
): Authentication | undefined {
  return connector.service.authentications.find(({ id }) => id === settings.authentication)
}

const places: Readonly<Record<Placement['in'], readonly [one: string, many: string]>> = {
  header: ['header', 'headers'],
  query: ['query parameter', 'query parameters'],
  cookie: ['cookie', 'cookies'],
  body: ['body field', 'body fields'],
}

/** "2 headers", "1 header, 1 cookie": where the credential goes, in words. */
function whereItGoes({ placements }: Authentication): string {
  const words = Object.entries(places).flatMap(([place, [one, many]]) => {
    const count = placements.filter((placement) => placement.in === place).length
    return count === 0 ? [] : [plural(count, one, many)]
  })
  return words.length === 0 ? 'nothing is sent' : words.join(', ')
}

/** What is known of the kind without running it. */
export const authFacts: KindFacts<AuthSettings> = {
  kind: 'auth',
  title: 'Auth',
  description: 'Signs requests in to the service, without any node seeing the secret.',
  settings: authSettings,
  defaults: () => ({ authentication: '' }),
  ports: [{ name: 'out', way: 'out', carries: 'auth', title: 'auth out' }],
  raw: ['authentication'],
  yields: () => 'one',
  summary: (settings, connector) =>
    chosenAuthentication(settings, connector)?.title ?? 'No authentication chosen',
  outline: (settings, connector) => {
    const chosen = chosenAuthentication(settings, connector)
    return chosen === undefined ? 'Sign in (nothing chosen yet)' : `Sign in with ${chosen.title}`
  },
  face: (settings, connector) => {
    const chosen = chosenAuthentication(settings, connector)
    if (chosen === undefined) return []
    const rows: FaceRow[] = [{ label: 'Type', value: whereItGoes(chosen), style: 'text' }]
    if (chosen.fields.some(({ secret }) => secret))
      rows.push({ label: 'Secret', value: 'hidden', style: 'hidden' })
    return rows
  },
  form: [
    {
      title: 'Authentication',
      hint: 'How requests sign in. Values are kept in the vault; the connector knows only their names.',
      fields: [{ control: 'authentication', path: ['authentication'], label: 'Authentication' }],
    },
  ],
}
