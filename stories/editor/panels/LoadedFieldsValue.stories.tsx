import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo, useState } from 'react'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import { ChoicesHostContext, type ChoicesHost } from '../../../src/editor/panels/inputs/choicesHost.ts'
import { FieldsForm } from '../../../src/editor/panels/inputs/FieldsForm.tsx'
import type { FormInput } from '../../../src/editor/panels/inputs/formInput.ts'
import { createFakeClock } from '../../../src/engine/fakeClock.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import type { Json } from '../../../src/model/json.ts'
import { framed } from '../canvas/frame.tsx'
import { field } from './fields.ts'

interface FormProps {
  /** What the service would say of a region. */
  served: (region: Json, signal: AbortSignal) => Promise<Json>
  input?: FormInput
  broken?: string
}

const onChange = fn()
const gaveUp = fn()
const remembered = fn()

/** Details of a customer, which are others in each region. */
function Form({ served, input: first = {}, broken }: FormProps) {
  const [input, setInput] = useState(first)
  const fields = useMemo(
    () => [
      field('region', 'string', { title: 'Region' }),
      field('details', 'object', {
        title: 'Details',
        fieldsFrom: { operation: 'fields' as OperationId, schema: '$', arguments: {} },
      }),
    ],
    [],
  )
  const host = useMemo(
    (): ChoicesHost => ({
      clock: createFakeClock({ jumps: true }),
      titleOf: () => 'Fields of a region',
      labelOf: () => undefined,
      remember: () => {},
      ask: () => {
        throw new Error('There is no dropdown.')
      },
      fields: {
        remember: remembered,
        ask: ({ schema }, { region }) => ({
          key: String(region),
          schema,
          sent: region === undefined ? [] : [{ title: 'Region', value: String(region) }],
          waitsFor: region === undefined ? ['Region'] : [],
          ...(broken !== undefined && { broken }),
          load: async (signal) => {
            signal.addEventListener('abort', () => gaveUp(region))
            return { given: [await served(region ?? null, signal)] }
          },
        }),
      },
    }),
    [served, broken],
  )
  return (
    <ChoicesHostContext value={host}>
      <FieldsForm
        fields={fields}
        input={input}
        onChange={(next) => {
          setInput(next)
          onChange(next)
        }}
      />
    </ChoicesHostContext>
  )
}

const european: Json = {
  type: 'object',
  properties: {
    vat: { type: 'string', title: 'VAT number', minLength: 4 },
    terms: { type: 'integer', title: 'Days to pay' },
  },
  required: ['vat'],
}
const american: Json = { type: 'object', properties: { ein: { type: 'string', title: 'EIN' } } }

const usual: FormProps['served'] = async (region) => (region === 'Europe' ? european : american)

const meta = {
  title: 'Panels/LoadedFieldsValue',
  component: Form,
  decorators: [framed({ width: 280, height: 480 })],
  args: {
    served: usual,
    input: { region: 'Europe' },
  },
  beforeEach: () => {
    onChange.mockClear()
    gaveUp.mockClear()
    remembered.mockClear()
  },
} satisfies Meta<typeof Form>
export default meta
type Story = StoryObj<typeof meta>

/** What the service says is asked for is filled in, and what is wrong with it is said in words. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.type(await canvas.findByRole('textbox', { name: /Days to pay/ }), 'soon')
    await canvas.findByText(/“Details › VAT number” is missing/)
    await canvas.findByText(/“Details › Days to pay” should be/)
    await userEvent.type(canvas.getByRole('textbox', { name: /VAT number/ }), 'DE123')
    await expect(onChange).toHaveBeenLastCalledWith({
      region: 'Europe',
      details: { terms: 'soon', vat: 'DE123' },
    })
    await waitFor(() => expect(canvas.queryByText(/VAT number” is missing/)).toBeNull())
    await expect(remembered).toHaveBeenLastCalledWith('field-details', 'Europe', expect.anything())
  },
}
export const Playground: Story = {}

/** It says what it loads from. */
export const Slow: Story = {
  args: { served: () => new Promise(() => {}) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Loading fields from Fields of a region')).toBeVisible()
  },
}

/** What happened, trying again, and JSON in place of fields. */
export const Fails: Story = {
  args: {
    served: async () => {
      throw new Error('The service refused the key (401).')
    },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent(
      'The service refused the key (401). Try again Or give it as JSON.',
    )
    await userEvent.click(canvas.getByRole('textbox', { name: /Details/ }))
    await userEvent.paste('{"vat":"DE123"}')
    await expect(onChange).toHaveBeenLastCalledWith({ region: 'Europe', details: { vat: 'DE123' } })
  },
}

export const NoSchema: Story = {
  args: { served: async () => ['no', 'schema'] },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent(
      /What is in what came is no JSON Schema\./,
    )
  },
}

export const Empty: Story = {
  args: { served: async () => ({ type: 'object', properties: {} }) },
  play: async ({ canvas }) => {
    await canvas.findByText(/The service asks for no fields for Region Europe\./)
  },
}

export const Waits: Story = {
  args: { input: {} },
  play: async ({ canvas }) => {
    await canvas.findByText('Choose Region first, or give it as JSON.')
  },
}

export const Broken: Story = {
  args: { broken: 'The operation that gives the fields is not there any more. It can be given as JSON.' },
  play: async ({ canvas }) => {
    await canvas.findByText(/is not there any more/)
  },
}

/** Another region while it loads: the request is given up; what does not belong to the new one is kept, and said to be. */
export const ParentChanged: Story = {
  args: {
    served: (region, signal) =>
      region === 'Europe'
        ? new Promise((resolve) => signal.addEventListener('abort', () => resolve(european)))
        : Promise.resolve(american),
    input: { region: 'Europe', details: { vat: 'DE123', ein: '7' } },
  },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: /Region/ }), 's')
    await waitFor(() => expect(gaveUp).toHaveBeenCalledWith('Europe'))
    await expect(await canvas.findByRole('textbox', { name: /EIN/ })).toHaveValue('7')
    await canvas.findByText(/Not among its fields for Region Europes: vat\. Kept as it is\./)
    await userEvent.click(canvas.getByRole('button', { name: 'Drop it' }))
    await expect(onChange).toHaveBeenLastCalledWith({ region: 'Europes', details: { ein: '7' } })
  },
}
