import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { Inspector } from '../../../src/editor/panels/inspector/Inspector.tsx'
import type { GraphNode, Operation } from '../../../src/model/document.ts'
import { fieldsOf, findInputs } from '../../../src/model/fields.ts'
import { edit, undo } from '../../../src/store/edit.ts'
import { operationOpened, selected } from '../../../src/store/sessionSlice.ts'
import { sampleConnector } from '../../../src/simulation/demo/sample.ts'
import { idMaker, type OpenEditor } from '../../../test/store/editor.ts'
import { demoUrl, onStage, stage, staged } from '../stage.tsx'

const connector = sampleConnector({ baseUrl: demoUrl, makeId: idMaker('fields') })
const named = (name: string) => connector.operations.find((each) => each.name === name) as Operation
const [update, customers] = [named('update-email-address'), named('get-list-of-all-customers')]
const inputs = findInputs(update) as GraphNode
const at = fieldsOf(update).length - 1

/** Its last field is an object. */
const prepare = ({ store }: OpenEditor) => {
  store.dispatch(operationOpened(update.id))
  store.dispatch(
    edit(
      [
        {
          edit: 'setSetting',
          operation: update.id,
          node: inputs.id,
          path: ['fields', at, 'type'],
          value: 'object',
        },
      ],
      { label: '', policy: 'record' },
    ),
  )
  store.dispatch(selected([inputs.id]))
}

const now = () => {
  const operations = stage.store.getState().document.connector?.operations
  return fieldsOf(operations?.find(({ id }) => id === update.id) as Operation)[at]
}

/** Which operation says the fields of an object, in its card in the inspector. */
const meta = {
  title: 'Panels/FieldsFromSource',
  component: Inspector,
  decorators: [onStage],
  parameters: staged({ connector, prepare }),
} satisfies Meta<typeof Inspector>
export default meta
type Story = StoryObj<typeof meta>

const choose = async (canvas: ReturnType<typeof within>, title: string) =>
  userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Its fields are said by' }), title)

/** One choice, with inputs of one name joined; where the schema is can be said; one undo takes it back. */
export const Default: Story = {
  async play({ canvas, step }) {
    await userEvent.click(await canvas.findByRole('button', { name: /^New email address email/ }))
    await choose(canvas, customers.title)
    const region = fieldsOf(customers).find(({ name }) => name === 'region')
    await expect(now()?.fieldsFrom).toEqual({
      operation: customers.id,
      schema: '$',
      arguments: { [region?.id ?? '']: '{{ input.region }}' },
    })
    await step('it is said where the schema is, and what is given', async () => {
      await userEvent.type(canvas.getByRole('textbox', { name: 'JSON Schema at' }), '.fields')
      await expect(now()?.fieldsFrom?.schema).toBe('$.fields')
      await expect(canvas.getByText(/Run Get list of all customers once/)).toBeVisible()
      const given = within(canvas.getByRole('group', { name: 'What Get list of all customers is given' }))
      await expect(given.getByRole('textbox', { name: /^Region/ })).toHaveTextContent('input.region')
    })
    await step('its own fields are asked for again', async () => {
      await choose(canvas, 'This form')
      await expect(now()?.fieldsFrom).toBeUndefined()
      await expect(canvas.getByText('Its fields')).toBeVisible()
      stage.store.dispatch(undo())
      await expect(now()?.fieldsFrom).toBeDefined()
    })
  },
}
export const Playground: Story = {}
