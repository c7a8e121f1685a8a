import type { ConnectorListing } from '../../src/editor/shell/host.ts'
import type { ConnectorId, OperationId } from '../../src/model/ids.ts'
import type { OperationStatus } from '../../src/store/selectors.ts'
import { demoUrl, storyNowMs } from './stage.tsx'

const preview: ConnectorListing['preview'] = {
  boxes: [
    { kind: 'inputs', x: 0, y: 0 },
    { kind: 'auth', x: 0, y: 176 },
    { kind: 'request', x: 296, y: 0 },
    { kind: 'output', x: 680, y: 0 },
  ],
  lines: [
    [0, 2],
    [1, 2],
    [2, 3],
  ],
}

export function listing(
  title: string,
  icon: string,
  agoMs: number,
  statuses: readonly OperationStatus[],
): ConnectorListing {
  return {
    id: title.replaceAll(' ', '') as ConnectorId,
    title,
    description: '',
    icon,
    service: `${title} service`,
    baseUrl: title === 'Back4App Customers' ? demoUrl : 'https://api.example.com',
    operations: statuses.map((status, at) => ({
      id: `${title}${at}` as OperationId,
      title: `Operation ${at + 1}`,
      status,
    })),
    editedMs: storyNowMs - agoMs,
    preview,
  }
}

const hour = 3_600_000

export const listings: readonly ConnectorListing[] = [
  listing('Back4App Customers', 'database', 120_000, ['tested', 'stale', 'never']),
  listing('Order desk', 'shopping-cart', hour, ['tested', 'tested']),
  listing('Card payments', 'credit-card', 26 * hour, ['failing']),
  listing('Newsletter', 'megaphone', 400 * hour, []),
]
