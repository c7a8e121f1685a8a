import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, within } from 'storybook/test'
import { TestAllDialog } from '../../../src/editor/connector/TestAllDialog.tsx'
import type { RunEvent } from '../../../src/engine/events.ts'
import type { Connector, GraphNode } from '../../../src/model/document.ts'
import type { RunnerClient } from '../../../src/store/runnerClient.ts'
import { sampleConnector } from '../../../src/simulation/demo/sample.ts'
import { idMaker, noRunner, type OpenEditor } from '../../../test/store/editor.ts'
import { check } from '../panels/lastRun.ts'
import { demoUrl, onStage, stage, staged } from '../stage.tsx'

const sample = sampleConnector({ baseUrl: demoUrl, makeId: idMaker('all') })
/** The list is a list operation, and one customer is asked for by an id that nobody has typed. */
const connector: Connector = {
  ...sample,
  operations: sample.operations.map((operation) => {
    if (operation.name === 'get-list-of-all-customers') return { ...operation, role: 'list' as const }
    if (operation.name !== 'get-details-of-customer') return operation
    const inputs = Object.values<GraphNode>(operation.graph.nodes).find(
      ({ kind }) => kind === 'inputs',
    ) as GraphNode
    const [{ default: _, ...first }] = inputs.settings['fields'] as unknown as [Record<string, unknown>]
    const changed = { ...inputs, settings: { ...inputs.settings, fields: [first] as never } }
    return {
      ...operation,
      graph: { ...operation.graph, nodes: { ...operation.graph.nodes, [inputs.id]: changed } },
    }
  }),
}

/** Runs end as they are told to: `failed` for operations of that name. */
const runner = (failing: string): Partial<RunnerClient> => ({
  start: async ({ operation }) => ({ id: (operation ?? '') as never }),
  async *events(id) {
    const { hash } = stage.store.getState().document.checks[id as never] ?? {}
    const failed = connector.operations.find((operation) => operation.id === id)?.name === failing
    yield [
      { type: 'started', seq: 1, atMs: 1, run: id, operation: id, hash, resumed: false, yields: 'many' },
      {
        type: 'finished',
        seq: 2,
        atMs: 2,
        outcome: failed ? 'failed' : 'completed',
        records: 0,
        masked: 0,
        resumable: false,
        ...(failed && { failure: { kind: 'status', message: 'The demo answered 500.', retryable: false } }),
      },
    ] as RunEvent[]
  },
  records: async () => ({ from: 0, total: 0, records: [] }),
})

/** Everything is checked, and runs are asked of this runner. */
const asking = (how: Partial<RunnerClient>) => (editor: OpenEditor) => {
  Object.assign(editor.store.extra, { runner: { ...noRunner, ...how } })
  check(editor)
}

const meta = {
  title: 'Connector/TestAllDialog',
  component: TestAllDialog,
  decorators: [onStage],
  parameters: staged({ connector, prepare: asking(runner('')) }),
} satisfies Meta<typeof TestAllDialog>
export default meta
type Story = StoryObj<typeof meta>

const rowOf = (name: RegExp) =>
  within(screen.getAllByRole('listitem').find((row) => name.test(row.textContent)) as HTMLElement)

/** Lists come first; what may change something is not ticked, and what lacks its input cannot be. */
export const Default: Story = {
  async play({ step }) {
    await step('what is due, and why it is not run unasked', async () => {
      const boxes = await screen.findAllByRole('checkbox')
      await expect(boxes.map((box) => (box as HTMLInputElement).checked)).toEqual([
        true,
        true,
        false,
        false,
        false,
        false,
      ])
      await expect(boxes[0]).toHaveAccessibleName('Get list of all customers')
      await expect(screen.getByRole('checkbox', { name: 'Get details of customer' })).toBeDisabled()
      await expect(screen.getByText(/^Skipped\. Its input is not complete: “Customer ID”/)).toBeVisible()
      await expect(
        screen.getAllByText('It sends POST, which may change something at the service.')[0],
      ).toBeVisible()
    })
    await step('a person may tick them', async () => {
      await userEvent.click(screen.getByRole('checkbox', { name: 'List orders of a customer' }))
      await userEvent.click(screen.getByRole('button', { name: 'Run 3 operations' }))
      await expect(await screen.findByText('3 operations tested.')).toBeVisible()
      await expect(rowOf(/^Get list/).getByText('Tested')).toBeVisible()
      await expect(rowOf(/^Add a new/).getByText('Never run')).toBeVisible()
    })
  },
}

export const OneFails: Story = {
  parameters: staged({ connector, prepare: asking(runner('get-list-of-all-customers')) }),
  async play() {
    await userEvent.click(await screen.findByRole('button', { name: 'Run 2 operations' }))
    await expect(await screen.findByText('1 operation tested, 1 failed.')).toBeVisible()
    await expect(screen.getByText('The demo answered 500.')).toBeVisible()
  },
}

/** A runner whose runs go on until they are told to stop. */
function endless(): Partial<RunnerClient> {
  let end: (() => void) | undefined
  return {
    ...runner(''),
    async *events(id) {
      const started = { type: 'started', run: id, operation: id, hash: 'h', resumed: false, yields: 'many' }
      yield [{ ...started, seq: 1, atMs: 1 }] as RunEvent[]
      await new Promise<void>((resolve) => {
        end = resolve
      })
      const finished = { type: 'finished', outcome: 'stopped', records: 0, masked: 0, resumable: false }
      yield [{ ...finished, seq: 2, atMs: 2 }] as RunEvent[]
    },
    stop: async () => end?.(),
  }
}

export const Stops: Story = {
  parameters: staged({ connector, prepare: asking(endless()) }),
  async play() {
    await userEvent.click(await screen.findByRole('button', { name: 'Run 2 operations' }))
    await expect(await screen.findByText('0 of 2')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }))
    await expect(await screen.findByText('0 operations tested, 2 not run.')).toBeVisible()
  },
}

export const NothingIsDue: Story = {
  parameters: staged({ connector: { ...connector, operations: [] }, prepare: check }),
  async play() {
    await expect(await screen.findByText('All operations are tested as they are now.')).toBeVisible()
  },
}
