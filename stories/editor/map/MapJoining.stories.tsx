import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import { MapPage } from '../../../src/editor/map/MapPage.tsx'
import { checkOperation } from '../../../src/model/checks.ts'
import { connectorMap } from '../../../src/store/map/parts.ts'
import { operationsChecked } from '../../../src/store/documentSlice.ts'
import { undo } from '../../../src/store/edit.ts'
import { pageOpened } from '../../../src/store/sessionSlice.ts'
import { placeOf, Pointer } from '../../../test/editor/canvas/pointer.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { loaded, onStage, stage, staged } from '../stage.tsx'
import { desk } from '../windows.ts'
import { drawnConnector, pictured } from './connectors.ts'
import { allRun } from './runs.ts'

const onMap = (connector = pictured(), more: (opened: OpenEditor) => void = () => undefined) =>
  staged({
    connector,
    prepare: (opened) => {
      opened.store.dispatch(pageOpened('map'))
      more({ ...opened, connector })
    },
  })

const meta = {
  title: 'Map/Joining',
  component: MapPage,
  decorators: [
    (Story) => (
      <div style={{ display: 'flex', height: 852 }}>
        <Story />
      </div>
    ),
    onStage,
  ],
  parameters: { layout: 'fullscreen', ...desk.parameters, ...onMap(pictured(), allRun) },
  globals: desk.globals,
} satisfies Meta<typeof MapPage>
export default meta
type Story = StoryObj<typeof meta>

const mapNow = () => {
  const { connector } = stage.store.getState().document
  if (connector === undefined) throw new Error('A connector is open.')
  return connectorMap(connector)
}
const sourceOf = (operation: string, field: string) =>
  mapNow()
    .into.get(operation as never)
    ?.find(({ top }) => top === `${operation}-${field}`)?.from
const stop = (root: HTMLElement, key: string) => {
  const found = root.querySelector<HTMLElement>(`[data-stop="${key}"]`)
  if (found === null) throw new Error(`${key} is not drawn.`)
  return found
}
const settled = () => waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
const steps = () => stage.store.getState().document.history.undo.map(({ label }) => label)

/** Dragged from the options port to a field: one step, with the likeliest reading, and its settings open. */
export const ByPointer: Story = {
  async play({ canvas, canvasElement, step }) {
    await canvas.findByRole('button', { name: 'Options of List customers' }, loaded)
    await step('the drop makes the dependence and shows what it is made of', async () => {
      const drag = Pointer.press(stop(canvasElement, 'customers options'))
      await drag.move(placeOf(stop(canvasElement, 'delete delete-customerId')))
      await drag.release()
      await expect(sourceOf('delete', 'customerId')).toBe('customers')
      await expect(steps()).toEqual(['Choose customerId from List customers'])
      const popover = within(await screen.findByRole('dialog', undefined, loaded))
      await expect(popover.getByRole('heading', { name: 'Options for customerId' })).toBeVisible()
      await expect(popover.getByText('Live')).toBeVisible()
      await expect(popover.getByRole('textbox', { name: 'Value' })).toHaveValue('objectId')
      await expect(popover.getByText('Ana Souza')).toBeVisible()
      await expect(popover.getByText('First 5 of 128')).toBeVisible()
      await settled()
    })
    await step('its line says it', async () => {
      await userEvent.keyboard('{Escape}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      await expect(canvas.getByText('value ← objectId · label ← name · 128 options')).toBeVisible()
      await expect(
        canvas.getByRole('button', {
          name: 'customerId of Delete customer, 128 options from List customers',
        }),
      ).toHaveFocus()
    })
    await step('Delete takes it away, undo brings it back', async () => {
      await userEvent.keyboard('{Delete}')
      await expect(sourceOf('delete', 'customerId')).toBeUndefined()
      stage.store.dispatch(undo())
      await expect(sourceOf('delete', 'customerId')).toBe('customers')
      stage.store.dispatch(undo())
      await expect(sourceOf('delete', 'customerId')).toBeUndefined()
      await expect(stage.store.getState().session.page).toBe('map')
    })
  },
}

/** The same by keys: Enter on the options port, typing and arrows choose, Enter joins, Escape gives up. */
export const ByKeys: Story = {
  async play({ canvas, step }) {
    const options = await canvas.findByRole('button', { name: 'Options of List customers' }, loaded)
    await step('Escape gives up and goes back', async () => {
      options.focus()
      await userEvent.keyboard('{Enter}')
      await waitFor(() => expect(screen.getByRole('combobox', { name: 'Field' })).toHaveFocus())
      await settled()
      await userEvent.keyboard('{Escape}')
      await waitFor(() => expect(options).toHaveFocus())
      await expect(steps()).toEqual([])
    })
    await step(
      'fields that want a list come first; those that would close a circle are not offered',
      async () => {
        await userEvent.keyboard('{Enter}')
        await waitFor(() => expect(screen.getByRole('combobox', { name: 'Field' })).toHaveFocus())
        const list = within(screen.getByRole('listbox', { name: 'Options of List customers go to' }))
        const offered = list.getAllByRole('option').map(({ textContent }) => textContent)
        await expect(offered.slice(0, 2)).toEqual(['customerIdDelete customer', 'orderIdRefund order'])
        await expect(offered.filter((words) => words?.includes('List customers'))).toEqual([
          'customerIdGet customer, instead of List customers',
          'customerIdUpdate email, instead of List customers',
          'customerIdCreate order, instead of List customers',
        ])
      },
    )
    await step('typing finds, Enter joins', async () => {
      await userEvent.keyboard('refund{ArrowDown}{ArrowUp}{Enter}')
      await expect(sourceOf('refund', 'orderId')).toBe('customers')
      await screen.findByRole('heading', { name: 'Options for orderId' }, loaded)
      await settled()
    })
    await step('a free field can be begun at as well', async () => {
      await userEvent.keyboard('{Escape}')
      const field = canvas.getByRole('button', { name: 'reason of Refund order, typed' })
      field.focus()
      await userEvent.keyboard('{Enter}')
      await waitFor(() => expect(screen.getByRole('combobox', { name: 'Operation' })).toHaveFocus())
      await userEvent.keyboard('plans{Enter}')
      await expect(sourceOf('refund', 'reason')).toBe('plans')
      await screen.findByRole('heading', { name: 'Options for reason' }, loaded)
      await settled()
    })
  },
}

/** What would close a circle is refused under the pointer, with the chain in words. */
export const RefusedCircle: Story = {
  parameters: onMap(
    drawnConnector([
      { name: 'regions', title: 'List regions', path: '/r', list: true, fields: ['country'] },
      { name: 'customers', title: 'List customers', path: '/c', list: true, fields: ['region<regions'] },
    ]),
  ),
  async play({ canvas, canvasElement }) {
    await canvas.findByRole('button', { name: 'Options of List customers' }, loaded)
    const drag = Pointer.press(stop(canvasElement, 'customers options'))
    await drag.move(placeOf(stop(canvasElement, 'regions regions-country')))
    await expect(
      canvas.getByText('List regions → List customers → List regions would feed each other.'),
    ).toBeVisible()
    await drag.release()
    await expect(steps()).toEqual([])
    await expect(canvas.queryByText(/would feed each other/)).not.toBeInTheDocument()
  },
}

/** An operation is chosen: what it waits for and what waits for it stand out. A cascade says what is asked first. */
export const Cascade: Story = {
  parameters: onMap(
    drawnConnector([
      { name: 'regions', title: 'List regions', path: '/r', list: true },
      { name: 'customers', title: 'List customers', path: '/c', list: true, fields: ['region<regions'] },
      {
        name: 'update',
        title: 'Update email',
        method: 'PUT',
        path: '/c/{{ input.customer }}',
        fields: ['region<regions', 'customer<customers', 'email'],
      },
    ]),
    allRun,
  ),
  async play({ canvas }) {
    await userEvent.click(await canvas.findByRole('button', { name: /^customer of Update email/ }, loaded))
    await screen.findByRole('heading', { name: 'Options for customer' }, loaded)
    await expect(screen.getByText('region first')).toBeVisible()
    await settled()
    await expect(canvas.getByText('value ← objectId · label ← name · 128 options')).toBeVisible()
    await expect(canvas.getAllByText('12 options, asked first')).toHaveLength(2)
  },
}

/** What a check has found of a source that is gone, or that does not give any more what is read from it. */
export const RedLines: Story = {
  parameters: onMap(
    drawnConnector([
      { name: 'plans', title: 'List plans', path: '/p', list: true, fields: ['country'] },
      {
        name: 'create',
        title: 'Create customer',
        method: 'POST',
        path: '/c',
        fields: ['plan<plans', 'region<regions'],
      },
    ]),
    ({ store, connector }) => {
      store.dispatch(
        operationsChecked(
          Object.fromEntries(
            connector.operations.map(({ id }) => [
              id,
              { hash: undefined, problems: checkOperation(connector, id, store.extra.catalog) },
            ]),
          ),
        ),
      )
    },
  ),
  async play({ canvas, canvasElement }) {
    await canvas.findByRole('button', { name: /region of Create customer.*is not there any more/ }, loaded)
    await canvas.findByRole('button', { name: /plan of Create customer.*needs “country” to give/ })
    await expect(canvasElement.querySelectorAll('[data-line][data-wrong]')).toHaveLength(2)
  },
}

/** An operation may say which fields an object has; that is a line as well. */
export const FieldsOfAnObject: Story = {
  parameters: onMap(
    drawnConnector([
      { name: 'shapes', title: 'Describe a customer', path: '/schemas/Customer' },
      { name: 'create', title: 'Create customer', method: 'POST', path: '/c', fields: ['details{}<shapes'] },
    ]),
  ),
  async play({ canvas }) {
    await userEvent.click(
      await canvas.findByRole(
        'button',
        { name: 'details of Create customer, fields asked for from Describe a customer' },
        loaded,
      ),
    )
    await screen.findByRole('heading', { name: 'Fields of details' }, loaded)
    await expect(screen.getByRole('textbox', { name: 'JSON Schema at' })).toHaveValue('$')
    await settled()
    await userEvent.click(screen.getByRole('button', { name: /^Take the source away/ }))
    await expect(sourceOf('create', 'details')).toBeUndefined()
  },
}
