import type { Meta, StoryObj } from '@storybook/react-vite'
import type { RunSummary } from '../../src/api/contract.ts'
import { RunsPage } from '../../src/editor/runs/RunsPage.tsx'
import type { RunId } from '../../src/engine/events.ts'
import { listings } from './listings.ts'
import { onStage, staged, storyNowMs } from './stage.tsx'

const run = (id: string, more: Partial<RunSummary>): RunSummary => ({
  id: id as RunId,
  connector: 'Orderdesk',
  operation: 'op',
  operationTitle: 'List orders',
  hash: '',
  startedMs: storyNowMs - 60_000,
  records: 250,
  seq: 9,
  yields: 'many',
  ...more,
})

const runs = [
  run('r3', { startedMs: storyNowMs - 5_000 }),
  run('r2', { outcome: 'completed', finishedMs: storyNowMs - 58_930 }),
  run('r1', {
    outcome: 'failed',
    finishedMs: storyNowMs - 59_500,
    records: 0,
    failure: { kind: 'status', message: 'Order desk refused the key (401).', retryable: false },
  }),
  run('r0', { outcome: 'stopped', connector: 'gone', finishedMs: storyNowMs, yields: 'one', records: 1 }),
]

const meta = {
  title: 'Runs/RunsPage',
  component: RunsPage,
  decorators: [onStage],
  parameters: {
    layout: 'fullscreen',
    ...staged({ connector: null, route: { page: 'runs' }, listings, runs }),
  },
} satisfies Meta<typeof RunsPage>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}

export const Playground: Story = {}

export const Empty: Story = { parameters: staged({ connector: null, route: { page: 'runs' } }) }

export const RunnerGone: Story = {
  parameters: staged({
    connector: null,
    route: { page: 'runs' },
    host: { presence: 'gone', runs: () => Promise.reject(new Error('The runner does not answer.')) },
  }),
}
