import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, within } from 'storybook/test'
import { ConnectorBar } from '../../../src/editor/connector/ConnectorBar.tsx'
import { edit } from '../../../src/store/edit.ts'
import { runStopping } from '../../../src/store/runSlice.ts'
import { selectOperation } from '../../../src/store/selectors.ts'
import { readOnlyChanged, saveChanged } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { customers } from '../canvas/customers.ts'
import { running } from '../canvas/runs.ts'
import { credentialsFor } from '../credentials.ts'
import { check } from '../panels/lastRun.ts'
import { loaded, onStage, stage, staged, type StageOptions, storyNowMs } from '../stage.tsx'
import { desk, inWindow } from '../windows.ts'

const connector = customers()
const bar = (options: StageOptions = {}) =>
  staged({ connector, credentials: credentialsFor(connector), ...options })

const meta = {
  title: 'Connector/ConnectorBar',
  component: ConnectorBar,
  decorators: [onStage],
  parameters: { layout: 'fullscreen', ...desk.parameters, ...bar() },
  globals: desk.globals,
} satisfies Meta<typeof ConnectorBar>
export default meta
type Story = StoryObj<typeof meta>

const setUrl = (value: string) => (opened: OpenEditor) => {
  const { store, operation, node } = opened
  store.dispatch(
    edit([{ edit: 'setSetting', operation, node: node('request'), path: ['url'], value }], {
      label: 'Change Address',
      policy: 'record',
    }),
  )
  check(opened)
}
const misspell = setUrl('/classes/Customer/{{ input.customerid }}')

/** Undo and redo say which step they mean, and which of them there is none of; the title can be pressed to be changed. */
export const Default: Story = {
  parameters: bar({ prepare: setUrl('/classes/Customer') }),
  async play({ canvas }) {
    await expect(canvas.getByText('Demo')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Redo' })).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(canvas.getByRole('button', { name: 'Undo: Change Address' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Redo: Change Address' }))
    await expect(canvas.getByRole('button', { name: 'Undo: Change Address' })).not.toHaveAttribute(
      'aria-disabled',
    )
    await canvas.findByRole('button', { name: 'Credential: Demo keys' })
    await userEvent.click(canvas.getByRole('button', { name: 'Back4App Customers, rename the connector' }))
    await screen.findByRole('dialog', { name: 'Rename connector' }, loaded)
  },
}

/** How the keeping goes, in two words. */
export const Saves: Story = {
  async play({ canvas }) {
    const { store } = stage
    store.dispatch(saveChanged({ kind: 'saving' }))
    await canvas.findByText('Saving')
    store.dispatch(saveChanged({ kind: 'saved', atMs: storyNowMs }))
    await canvas.findByText(/^Saved \d\d:\d\d$/)
    store.dispatch(saveChanged({ kind: 'failed', reason: 'quota', message: 'There is no room left.' }))
    await canvas.findByText('Not saved')
  },
}

export const ReadOnly: Story = {
  parameters: bar({
    prepare: (opened) => {
      setUrl('/classes/Customer')(opened)
      opened.store.dispatch(readOnlyChanged('This connector is open in another tab.'))
    },
  }),
  async play({ canvas }) {
    await expect(canvas.getByText('Read only')).toBeVisible()
    await expect(canvas.getByRole('button', { name: /rename/ })).toHaveAttribute('aria-disabled', 'true')
    const undo = canvas.getByRole('button', { name: 'Undo: Change Address' })
    await expect(undo).toHaveAttribute('aria-disabled', 'true')
    await expect(canvas.getByRole('button', { name: 'Run' })).not.toHaveAttribute('aria-disabled')
  },
}

/** What is wrong is listed, and its fix is a button beside it. */
export const Problems: Story = {
  parameters: bar({ prepare: misspell }),
  async play({ canvas }) {
    await userEvent.click(canvas.getByRole('button', { name: '1 problem' }))
    const popover = await screen.findByRole('dialog', { name: 'Problems' }, loaded)
    const list = within(popover)
    await expect(list.getByRole('button', { name: /customerid/ })).toBeVisible()
    const fix = list.getByRole('button', { name: 'Write “customerId”' })
    const border = popover.getBoundingClientRect().right
    await expect(fix.getBoundingClientRect().right).toBeLessThanOrEqual(border - 16)
    await userEvent.click(fix)
    const request = selectOperation(stage.store.getState())?.graph.nodes[stage.node('request')]
    await expect(request?.settings['url']).toBe('/classes/Customer/{{ input.customerId }}')
  },
}

/** Run becomes Stop, which waits until the run has stopped. */
export const Running: Story = {
  parameters: bar({ prepare: running }),
  async play({ canvas }) {
    await expect(canvas.getByRole('button', { name: 'Stop' })).toBeVisible()
    await expect(canvas.queryByRole('button', { name: 'Run' })).toBeNull()
    stage.store.dispatch(runStopping(stage.operation))
    await expect(await canvas.findByRole('button', { name: 'Stopping' })).toHaveAttribute('aria-busy', 'true')
  },
}

/** Neither a run nor a credential without the runner; why is said on focus. */
export const RunnerGone: Story = {
  parameters: bar({ host: { presence: 'gone' } }),
  async play({ canvas }) {
    const run = canvas.getByRole('button', { name: 'Run' })
    await expect(run).toHaveAttribute('aria-disabled', 'true')
    run.focus()
    await expect(await screen.findByRole('tooltip')).toHaveTextContent('start it with npm start')
  },
}

/** In a window with little room the title gives way, and Run stays in it. */
export const LongTitle: Story = {
  globals: desk.globals,
  parameters: {
    ...inWindow(1024).parameters,
    ...bar({
      connector: {
        ...connector,
        title: 'Customers, orders and invoices of all shops in the north-western region since 2019',
      },
      prepare: misspell,
    }),
  },
  async play({ canvas }) {
    const { right } = canvas.getByRole('button', { name: 'Run' }).getBoundingClientRect()
    await expect(right).toBeLessThanOrEqual(document.documentElement.clientWidth)
  },
}
