import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { CredentialsPage } from '../../src/editor/credentials/CredentialsPage.tsx'
import { RunsPage } from '../../src/editor/runs/RunsPage.tsx'
import type { CredentialSummary, RunSummary } from '../../src/api/contract.ts'
import type { RunId } from '../../src/engine/events.ts'
import { listings } from '../../stories/editor/listings.ts'
import { storyNowMs } from '../../stories/editor/stage.tsx'
import { openStage } from './openStage.tsx'

const credential = (id: string, connector: string): CredentialSummary => ({
  id,
  title: `Keys of ${connector}`,
  authentication: 'a1',
  connector,
  origin: 'https://api.example.com',
  fields: [],
  createdMs: storyNowMs,
  changedMs: storyNowMs,
})
const run = (id: string, connector: string): RunSummary => ({
  id: id as RunId,
  connector,
  operation: 'op',
  operationTitle: `Run of ${connector}`,
  hash: '',
  startedMs: storyNowMs,
  records: 1,
  seq: 3,
  yields: 'one',
  outcome: 'completed',
})
const of = ['Back4AppCustomers', 'Orderdesk', 'gone']

test('the demo is labelled among the credentials, and nothing else is', async () => {
  const credentials = of.map((connector) => credential(connector, connector))
  openStage({ connector: null, listings, credentials, children: <CredentialsPage /> })
  const row = (connector: string) => page.getByRole('listitem').filter({ hasText: `Keys of ${connector}` })
  await expect.element(row('Back4AppCustomers').getByText('Demo', { exact: true })).toBeVisible()
  await expect.element(page.getByText('Demo', { exact: true })).toHaveLength(1)
})

test('the demo is labelled among the runs, and nothing else is', async () => {
  const runs = of.map((connector) => run(connector, connector))
  openStage({ connector: null, listings, runs, children: <RunsPage /> })
  const row = (connector: string) => page.getByRole('listitem').filter({ hasText: `Run of ${connector}` })
  await expect.element(row('Back4AppCustomers').getByText('Demo', { exact: true })).toBeVisible()
  await expect.element(page.getByText('Demo', { exact: true })).toHaveLength(1)
})
