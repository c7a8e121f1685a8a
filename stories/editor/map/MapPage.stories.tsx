import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent } from 'storybook/test'
import { MapPage } from '../../../src/editor/map/MapPage.tsx'
import { pageOpened } from '../../../src/store/sessionSlice.ts'
import { loaded, onStage, stage, staged, type StageOptions } from '../stage.tsx'
import { desk } from '../windows.ts'
import { drawnConnector, large, pictured } from './connectors.ts'

const onMap = (options: StageOptions) =>
  staged({
    ...options,
    prepare: (opened) => {
      opened.store.dispatch(pageOpened('map'))
      options.prepare?.(opened)
    },
  })

const meta = {
  title: 'Map/MapPage',
  component: MapPage,
  decorators: [
    (Story) => (
      <div style={{ display: 'flex', height: 852 }}>
        <Story />
      </div>
    ),
    onStage,
  ],
  parameters: { layout: 'fullscreen', ...desk.parameters, ...onMap({ connector: pictured() }) },
  globals: desk.globals,
} satisfies Meta<typeof MapPage>
export default meta
type Story = StoryObj<typeof meta>

const chosen = () => stage.store.getState().session.map.chosen

/** The connector of the picture: the arrows go through a card, along its lines and on; Enter opens. */
export const Default: Story = {
  async play({ canvas, step }) {
    const operation = (name: string) => canvas.getByRole('button', { name: new RegExp(`^${name}, `) })
    await canvas.findByRole('button', { name: /^List customers, /u }, loaded)
    await step('an operation says what it is', async () => {
      await expect(
        canvas.getByRole('button', {
          name: 'Update email, never run, PUT /classes/Customer/{customerId}, 2 inputs',
        }),
      ).toBeVisible()
      await expect(
        canvas.getByRole('button', { name: 'customerId of Delete customer, no list yet' }),
      ).toBeVisible()
      await expect(
        canvas.getByRole('button', { name: 'customers of Import customers, a list' }),
      ).toBeVisible()
    })
    await step(
      'from a field the arrows follow its line to what fills it, and on to what that waits for',
      async () => {
        await userEvent.click(operation('Update email'))
        await userEvent.keyboard('{ArrowDown}')
        await expect(
          canvas.getByRole('button', { name: 'customerId of Update email, options from List customers' }),
        ).toHaveFocus()
        await userEvent.keyboard('{ArrowLeft}')
        await expect(canvas.getByRole('button', { name: 'Options of List customers' })).toHaveFocus()
        await userEvent.keyboard('{ArrowLeft}')
        await expect(operation('List customers')).toHaveFocus()
        await userEvent.keyboard('{ArrowDown}{ArrowLeft}')
        await expect(canvas.getByRole('button', { name: 'Options of List regions' })).toHaveFocus()
        await expect(chosen()).toEqual({ operation: 'regions', port: 'options' })
      },
    )
    await step('Enter opens the operation', async () => {
      await userEvent.keyboard('{ArrowLeft}{Enter}')
      const { page, operation: opened } = stage.store.getState().session
      await expect({ page, opened }).toEqual({ page: 'operation', opened: 'regions' })
    })
  },
}

/** Nothing to draw yet. */
export const Empty: Story = {
  parameters: onMap({ connector: drawnConnector([]) }),
  async play({ canvas }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'New operation' }, loaded))
    await expect(stage.store.getState().session.page).toBe('operation')
  },
}

/** Only what is in sight is drawn. */
export const EightHundredFifty: Story = {
  parameters: onMap({ connector: large() }),
  async play({ canvas, canvasElement }) {
    await canvas.findByRole('application', { name: 'Map of 850 operations, 141 dropdowns filled' }, loaded)
    await expect(canvasElement.querySelectorAll('[data-stop]').length).toBeLessThan(400)
    await expect(canvas.getByRole('img', { name: 'The whole map, small' })).toBeVisible()
  },
}
