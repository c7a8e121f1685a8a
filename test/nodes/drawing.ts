import type { HttpRequest } from '../../src/engine/io.ts'
import type { Fields } from '../../src/engine/io.ts'
import type { Authentication, Service } from '../../src/model/document.ts'
import type { AuthenticationId } from '../../src/model/ids.ts'
import { compileDefaults, compileRequest, drawRequest, toHttpRequest } from '../../src/nodes/request/draft.ts'
import { requestSettings } from '../../src/nodes/request/settings.ts'

/** A service at api.example.com; parts may be replaced. */
export function createService(more: Partial<Service> = {}): Service {
  return {
    title: 'Example',
    baseUrl: 'https://api.example.com/v1',
    authentications: [],
    defaults: { headers: [], query: [], errorRules: [] },
    ...more,
  }
}

export const row = (name: string, value: string, more: object = {}) => ({ name, value, ...more })

/** An authentication of secret fields named by the placements. */
export function createAuthentication(
  placements: Authentication['placements'],
  fields: Readonly<Record<string, 'secret' | 'shown'>>,
): Authentication {
  return {
    id: 'auth1' as AuthenticationId,
    title: 'Key',
    scheme: 'custom',
    fields: Object.entries(fields).map(([name, sort]) => ({
      name,
      title: name,
      secret: sort === 'secret',
      filledBy: 'user',
      required: true,
      description: '',
    })),
    placements,
    expiry: [],
  }
}

/** Draws a request from stored settings, as the request node does. */
export function draw(
  stored: object,
  scope: Record<string, unknown> = {},
  service: Service = createService(),
  auth: Fields = {},
): HttpRequest {
  const settings = requestSettings.parse(stored)
  const drawn = drawRequest(compileRequest(settings), compileDefaults(service), {
    scope: { service: { title: service.title, baseUrl: service.baseUrl }, auth, ...scope },
    baseUrl: service.baseUrl,
    boundary: () => 'BOUNDARY',
    traced: false,
  })
  return toHttpRequest(drawn, settings)
}

export const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && new TextDecoder().decode(bytes)
