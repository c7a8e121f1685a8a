import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { ConnectorPage } from '../../../src/editor/connector/ConnectorPage.tsx'
import type { Opening } from '../../../src/editor/shell/host.ts'
import { selectOperation } from '../../../src/store/selectors.ts'
import { operationOpened, pageOpened, selected } from '../../../src/store/sessionSlice.ts'
import { customers } from '../canvas/customers.ts'
import { credentialsFor } from '../credentials.ts'
import { withOperations } from '../operations.ts'
import { check, lastRun, openPanel } from '../panels/lastRun.ts'
import { asked, loaded, onStage, stage, staged, type StageOptions } from '../stage.tsx'
import { desk } from '../windows.ts'

const connector = customers()
const page = (options: StageOptions = {}) =>
  staged({
    connector,
    route: { page: 'operation', connector: connector.id },
    credentials: credentialsFor(connector),
    ...options,
  })
/** At an address whose connector is not open. */
const closed = (opening: Opening) =>
  staged({
    connector: null,
    route: { page: 'operation', connector: connector.id },
    host: { opening },
  })

const meta = {
  title: 'Connector/ConnectorPage',
  component: ConnectorPage,
  decorators: [onStage],
  parameters: { layout: 'fullscreen', ...desk.parameters, ...page() },
  globals: desk.globals,
} satisfies Meta<typeof ConnectorPage>
export default meta
type Story = StoryObj<typeof meta>

/** The whole of it: operations, graph, inspector, the bar of the run panel. */
export const Default: Story = {
  async play({ canvas, step }) {
    await expect(canvas.getByRole('navigation', { name: 'Operations' })).toBeVisible()
    await canvas.findByRole('group', { name: /^Get customer/ }, loaded)
    await canvas.findByRole('region', { name: 'Settings of the operation' }, loaded)
    await step('the graph and its outline are two views of one thing', async () => {
      await userEvent.click(canvas.getByRole('radio', { name: 'Outline' }))
      await canvas.findByRole('button', { name: 'Actions for Get customer' }, loaded)
    })
  },
}

export const AfterARun: Story = {
  parameters: page({
    prepare: (opened) => {
      openPanel(opened)
      check(opened)
      lastRun(opened, { yields: 'many' })
      opened.store.dispatch(selected([opened.node('request')]))
    },
  }),
  async play({ canvas }) {
    await canvas.findByRole('grid', { name: 'Records' }, loaded)
    await canvas.findByRole('textbox', { name: 'Address' }, loaded)
    await canvas.findByRole('group', { name: /^Get customer.*done/ }, loaded)
  },
}

export const Service: Story = {
  parameters: page({
    route: { page: 'service', connector: connector.id },
    prepare: ({ store }) => store.dispatch(pageOpened('service')),
  }),
  async play({ canvas }) {
    const operations = within(canvas.getByRole('navigation', { name: 'Operations' }))
    const service = operations.getByRole('button', { name: 'Service and auth' })
    await expect(service).toHaveAttribute('aria-current', 'page')
    await canvas.findByText('X-Parse-REST-API-Key: ••••••••', undefined, loaded)
  },
}

export const NoOperations: Story = {
  parameters: page({
    connector: withOperations([]),
    prepare: ({ store }) => store.dispatch(operationOpened(undefined)),
  }),
  async play({ canvas }) {
    await expect(canvas.getByText('This connector has no operations yet.')).toBeVisible()
    const [, inTheMiddle] = canvas.getAllByRole('button', { name: 'New operation' })
    await userEvent.click(inTheMiddle as HTMLElement)
    await expect(selectOperation(stage.store.getState())?.title).toBe('New operation')
    await canvas.findByRole('group', { name: /^Inputs/ }, loaded)
  },
}

export const BeingOpened: Story = {
  parameters: closed({ state: 'opening' }),
  async play({ canvas }) {
    await expect(canvas.getByRole('main')).toHaveAttribute('aria-busy', 'true')
  },
}

export const Missing: Story = {
  parameters: closed({ state: 'missing' }),
  async play({ canvas }) {
    await expect(canvas.getByText(/keeps no connector at this address/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'All connectors' }))
    await expect(asked).toEqual(['go home'])
  },
}

export const CannotBeOpened: Story = {
  parameters: closed({
    state: 'failed',
    message: 'It was made by a newer version of Patchbay. Open it there, or update this one.',
  }),
  async play({ canvas }) {
    await expect(canvas.getByRole('alert')).toHaveTextContent('made by a newer version')
  },
}
