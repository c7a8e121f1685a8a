import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, screen, userEvent, waitFor } from 'storybook/test'
import { OperationRail } from '../../../src/editor/connector/OperationRail.tsx'
import { selectOperations } from '../../../src/store/selectors.ts'
import { panelToggled, readOnlyChanged } from '../../../src/store/sessionSlice.ts'
import { inEveryState, manyOperations, withOperations } from '../operations.ts'
import { loaded, onStage, stage, staged } from '../stage.tsx'
import { desk, inWindow } from '../windows.ts'

const meta = {
  title: 'Connector/OperationRail',
  component: OperationRail,
  decorators: [
    (Story) => (
      <div style={{ display: 'flex', height: 480 }}>
        <Story />
      </div>
    ),
    onStage,
  ],
  parameters: { layout: 'fullscreen', ...desk.parameters, ...staged(inEveryState()) },
  globals: desk.globals,
} satisfies Meta<typeof OperationRail>
export default meta
type Story = StoryObj<typeof meta>

const titles = () => selectOperations(stage.store.getState()).map(({ title }) => title)

/** The keys of the list: arrows move along it, Alt and an arrow moves an operation, Enter opens, F2 renames. */
export const Default: Story = {
  async play({ canvas, step }) {
    const first = () => canvas.getByRole('button', { name: /^Get details of customer/ })
    await expect(first()).toHaveAttribute('aria-current', 'page')
    await step('the search finds, Escape gives it up, and an arrow leads into the list', async () => {
      await userEvent.keyboard('/')
      await waitFor(() => expect(canvas.getByRole('textbox', { name: 'Find an operation' })).toHaveFocus())
      await userEvent.keyboard('LIST')
      await expect(canvas.getByRole('list').children).toHaveLength(1)
      await userEvent.keyboard('x')
      await expect(canvas.getByText('Nothing is called “LISTx”.')).toBeVisible()
      await userEvent.keyboard('{Escape}')
      await expect(canvas.getByRole('list').children).toHaveLength(4)
      await userEvent.keyboard('{ArrowDown}')
      await expect(first()).toHaveFocus()
    })
    await step('an operation moves, and is still the one with the keys', async () => {
      await userEvent.keyboard('{ArrowDown}{Alt>}{ArrowUp}{/Alt}')
      await expect(titles().slice(0, 2)).toEqual(['Add a new customer', 'Get details of customer'])
      await expect(canvas.getByRole('button', { name: /^Add a new customer/ })).toHaveFocus()
      await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
      await expect(titles()[1]).toBe('Add a new customer')
    })
    await step('Enter opens it', async () => {
      await userEvent.keyboard('{Enter}')
      await expect(canvas.getByRole('button', { name: /^Add a new customer/ })).toHaveAttribute(
        'aria-current',
        'page',
      )
    })
  },
}

export const NoOperations: Story = {
  parameters: staged({ connector: withOperations([]) }),
  async play({ canvas }) {
    await expect(canvas.getByText('None yet.')).toBeVisible()
    const { session } = stage.store.getState()
    await expect(session.page).toBe('service')
    await userEvent.click(canvas.getByRole('button', { name: 'New operation' }))
    await expect(titles()).toEqual(['New operation'])
  },
}

export const Menu: Story = {
  async play({ canvas }) {
    const row = canvas.getByRole('button', { name: /^List customers/ })
    const { left, top } = row.getBoundingClientRect()
    fireEvent.contextMenu(row, { clientX: left + 40, clientY: top + 12 })
    await userEvent.click(await screen.findByRole('menuitem', { name: /Rename/ }, loaded))
    await expect(await screen.findByRole('textbox', { name: 'Title' }, loaded)).toHaveValue('List customers')
  },
}

export const MenuReadOnly: Story = {
  parameters: staged({
    ...inEveryState(),
    prepare: ({ store }) => store.dispatch(readOnlyChanged('This connector is open in another tab.')),
  }),
  async play({ canvas }) {
    fireEvent.contextMenu(canvas.getByRole('button', { name: /^List customers/ }), {
      clientX: 60,
      clientY: 200,
    })
    for (const item of await screen.findAllByRole('menuitem', undefined, loaded))
      await expect(item).toHaveAttribute('aria-disabled', 'true')
    await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  },
}

/** Names that are too long end in an ellipsis; the list scrolls, and the legend stays. */
export const ManyWithLongNames: Story = {
  parameters: staged({ connector: manyOperations() }),
  async play({ canvas }) {
    const rows = canvas.getByRole('list')
    await expect(rows.children).toHaveLength(60)
    const scroller = rows.parentElement as HTMLElement
    await expect(scroller.scrollHeight).toBeGreaterThan(scroller.clientHeight)
    await expect(scroller.scrollWidth).toBe(scroller.clientWidth)
    await expect(canvas.getByText('Tested')).toBeVisible()
  },
}

/** At 48 px: a picture each, with the name as its label; a press opens the list again. */
export const Collapsed: Story = {
  parameters: staged({
    ...inEveryState(),
    prepare: (opened) => {
      inEveryState().prepare?.(opened)
      opened.store.dispatch(panelToggled({ panel: 'list', open: false }))
    },
  }),
  async play({ canvas }) {
    const rail = canvas.getByRole('navigation', { name: 'Operations' })
    await expect(rail.getBoundingClientRect().width).toBe(48)
    await expect(canvas.getByRole('button', { name: /^List customers/ })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Show the list of operations' }))
    await expect(canvas.getByRole('textbox', { name: 'Find an operation' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Collapse the list' }))
    await expect(canvas.queryByRole('textbox')).toBeNull()
  },
}

/** In a window below 1360 px the list collapses by itself. */
export const NarrowWindow: Story = {
  parameters: inWindow(1200).parameters,
  async play({ canvas }) {
    await expect(canvas.getByRole('navigation').getBoundingClientRect().width).toBe(48)
  },
}
