import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { Inspector } from '../../../src/editor/panels/inspector/Inspector.tsx'
import type { GraphNode, Operation } from '../../../src/model/document.ts'
import { fieldsOf, findInputs } from '../../../src/model/fields.ts'
import { edit, undo } from '../../../src/store/edit.ts'
import { operationOpened, selected } from '../../../src/store/sessionSlice.ts'
import { sampleConnector } from '../../../src/simulation/demo/sample.ts'
import { idMaker, type OpenEditor } from '../../../test/store/editor.ts'
import { demoUrl, onStage, stage, staged } from '../stage.tsx'

const connector = sampleConnector({ baseUrl: demoUrl, makeId: idMaker('source') })
const named = (name: string) => connector.operations.find((each) => each.name === name) as Operation
const orders = named('list-orders-of-a-customer')
const customers = named('get-list-of-all-customers')

/** The inspector shows the inputs of this operation. */
const showing =
  (operation: Operation, more: (opened: OpenEditor) => void = () => {}) =>
  (opened: OpenEditor) => {
    opened.store.dispatch(operationOpened(operation.id))
    opened.store.dispatch(selected([(findInputs(operation) as GraphNode).id]))
    more(opened)
  }

const now = (id: string) =>
  stage.store.getState().document.connector?.operations.find((each) => each.id === id) as Operation

/** Where the choices of an input come from, in its card in the inspector. */
const meta = {
  title: 'Panels/FieldSource',
  component: Inspector,
  decorators: [onStage],
  parameters: staged({ connector, prepare: showing(orders) }),
} satisfies Meta<typeof Inspector>
export default meta
type Story = StoryObj<typeof meta>

const openCard = async (canvas: ReturnType<typeof within>, name: RegExp) =>
  userEvent.click(await canvas.findByRole('button', { name }))

/** One choice makes the likeliest dropdown of it, and marks the source as a list; one undo takes both back. */
export const Default: Story = {
  parameters: staged({
    connector,
    prepare: showing(orders, ({ store }) => {
      store.dispatch(
        edit([{ edit: 'changeOperation', operation: customers.id, values: { role: 'call' } }], {
          label: '',
          policy: 'record',
        }),
      )
    }),
  }),
  async play({ canvas }) {
    await openCard(canvas, /^Customer ID customerId/)
    const choices = canvas.getByRole('combobox', { name: 'Choices' })
    await userEvent.selectOptions(choices, 'From Get list of all customers')
    await expect(fieldsOf(now(orders.id))[0]?.options).toMatchObject({
      operation: customers.id,
      value: 'objectId',
      label: '{{ item.name }}',
    })
    await expect(now(customers.id).role).toBe('list')
    const guesses = within(canvas.getByRole('group', { name: 'Guesses' }))
    await userEvent.click(guesses.getByRole('button', { name: /objectId · email/ }))
    await expect(fieldsOf(now(orders.id))[0]?.options?.label).toBe('{{ item.email }}')
    await expect(canvas.getByText(/Run Get list of all customers once/)).toBeVisible()
    stage.store.dispatch(undo())
    stage.store.dispatch(undo())
    await expect(fieldsOf(now(orders.id))[0]?.options).toBeUndefined()
    await expect(now(customers.id).role).toBe('call')
  },
}

/** A cascade: inputs of one name are joined, and what would close a circle is not offered. */
export const Cascade: Story = {
  parameters: staged({ connector, prepare: showing(named('update-email-address')) }),
  async play({ canvas }) {
    await openCard(canvas, /^Customer customer/)
    const given = within(canvas.getByRole('group', { name: 'What Get list of all customers is given' }))
    await expect(given.getByRole('textbox', { name: /^Region/ })).toHaveTextContent('input.region')
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Search' }), 'By Region')
    await waitFor(() => expect(given.queryByRole('textbox', { name: /^Region/ })).toBeNull())
  },
}

export const Circle: Story = {
  parameters: staged({ connector, prepare: showing(customers) }),
  async play({ canvas }) {
    await openCard(canvas, /^Region region/)
    await expect(
      canvas.getByText('Not offered, as it would close a circle: Update email address.'),
    ).toBeVisible()
    await userEvent.selectOptions(
      canvas.getByRole('combobox', { name: 'Choices' }),
      'None: its value is typed',
    )
    const field = fieldsOf(now(customers.id)).find(({ name }) => name === 'region')
    await expect(field?.options).toBeUndefined()
  },
}
