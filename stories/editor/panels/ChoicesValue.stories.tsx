import type { Meta, StoryObj } from '@storybook/react-vite'
import { useMemo, useState } from 'react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { ChoicesHostContext, type ChoicesHost } from '../../../src/editor/panels/inputs/choicesHost.ts'
import { FieldsForm } from '../../../src/editor/panels/inputs/FieldsForm.tsx'
import type { FormInput } from '../../../src/editor/panels/inputs/formInput.ts'
import { createFakeClock } from '../../../src/engine/fakeClock.ts'
import type { Field } from '../../../src/model/document.ts'
import type { FieldId, OperationId } from '../../../src/model/ids.ts'
import type { Json } from '../../../src/model/json.ts'
import type { LoadedChoices } from '../../../src/store/dropdowns/choices.ts'
import { framed } from '../canvas/frame.tsx'
import { field } from './fields.ts'

/** What the service would do when it is asked for the customers of a region. */
type Served = (asked: { region: Json; search: string; signal: AbortSignal }) => Promise<LoadedChoices>

interface FormProps {
  served: Served
  input?: FormInput
  type?: Field['type']
  /** The service searches by itself. */
  searches?: boolean
  broken?: string
  labels?: Readonly<Record<string, string>>
  /** Of a list: what each element is. */
  item?: Field
}

const onChange = fn()
const gaveUp = fn()

/** Customers of a region, as a form asks for them. */
function Form({
  served,
  input: first = {},
  type = 'string',
  searches = false,
  broken,
  labels = {},
  item,
}: FormProps) {
  const [input, setInput] = useState(first)
  const fields = useMemo(
    () => [
      field('region', 'string', { title: 'Region' }),
      field('customer', type, {
        title: 'Customer',
        description: 'Whose address changes',
        ...(item !== undefined && { item }),
        options: {
          operation: 'customers' as OperationId,
          records: '',
          value: 'id',
          label: '{{ item.name }}',
          arguments: {},
          ...(searches && { search: 'field-search' as FieldId }),
        },
      }),
    ],
    [type, searches, item],
  )
  const host = useMemo(
    (): ChoicesHost => ({
      clock: createFakeClock({ jumps: true }),
      titleOf: () => 'Get list of all customers',
      labelOf: (key) => labels[key.split(' ').at(-1) ?? ''],
      remember: () => {},
      ask: (options, { region }) => ({
        key: String(region),
        options,
        sent: region === undefined ? [] : [{ title: 'Region', value: String(region) }],
        waitsFor: region === undefined ? ['Region'] : [],
        searches,
        ...(broken !== undefined && { broken }),
        load: (search, signal) => {
          signal.addEventListener('abort', () => gaveUp(region))
          return served({ region: region ?? null, search, signal })
        },
      }),
    }),
    [served, searches, broken, labels],
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

const people = [
  { id: 'cOitPJvgMW', name: 'Ana Novák' },
  { id: 'rqUWII4TLn', name: 'Zoé Ribeiro' },
]
const gives =
  (given: readonly Json[], more?: LoadedChoices['more']): Served =>
  async () => ({ given, ...(more === undefined ? {} : { more }) })

const meta = {
  title: 'Panels/ChoicesValue',
  component: Form,
  decorators: [framed({ width: 280, height: 480 })],
  args: { served: gives(people), input: { region: 'Europe' } },
  beforeEach: () => {
    onChange.mockClear()
    gaveUp.mockClear()
  },
} satisfies Meta<typeof Form>
export default meta
type Story = StoryObj<typeof meta>

const page = () => within(document.body)
const open = (canvas: ReturnType<typeof within>) =>
  userEvent.click(canvas.getByRole('combobox', { name: /Customer/ }))

/** By keyboard alone: opened, found by typing, taken. */
export const Default: Story = {
  play: async ({ canvas }) => {
    canvas.getByRole('combobox', { name: /Customer/ }).focus()
    await userEvent.keyboard('{Enter}')
    await page().findByRole('option', { name: /Ana Novák/ })
    await waitFor(() => expect(page().getByPlaceholderText('Find by name')).toHaveFocus())
    await userEvent.keyboard('zoe')
    await waitFor(() => expect(page().getAllByRole('option')).toHaveLength(1))
    await userEvent.keyboard('{Enter}')
    await expect(onChange).toHaveBeenLastCalledWith({ region: 'Europe', customer: 'rqUWII4TLn' })
    await waitFor(() =>
      expect(canvas.getByRole('combobox', { name: /Customer/ })).toHaveTextContent('Zoé Ribeiro'),
    )
  },
}
export const Playground: Story = {}

/** The source is slow: it says what it loads from. */
export const Slow: Story = {
  args: { served: () => new Promise(() => {}) },
  play: async ({ canvas }) => {
    await open(canvas)
    await expect((await page().findAllByText('Loading from Get list of all customers'))[0]).toBeVisible()
  },
}

/** The source fails: what happened, trying again, and a value that is typed. */
export const Fails: Story = {
  args: {
    served: async () => {
      throw new Error('The service refused the key (401).')
    },
  },
  play: async ({ canvas }) => {
    await open(canvas)
    await page().findByRole('alert')
    await expect(page().getAllByText(/The service refused the key \(401\)\./)[0]).toBeVisible()
    await userEvent.type(page().getByPlaceholderText('Find by name'), 'abc{Enter}')
    await expect(onChange).toHaveBeenLastCalledWith({ region: 'Europe', customer: 'abc' })
  },
}

/** The source has none: with what was sent. */
export const Empty: Story = {
  args: { served: gives([]) },
  play: async ({ canvas }) => {
    await open(canvas)
    await page().findByText(/The service has none for Region Europe\./)
  },
}

/** A parent is not filled in: which one. */
export const Waits: Story = {
  args: { input: {} },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('combobox', { name: /Customer/ })).toHaveTextContent('Choose Region first')
  },
}

/** The source was deleted, or a circle closed. */
export const Broken: Story = {
  args: { broken: 'The operation that gives the choices is not there any more. A value can be typed.' },
  play: async ({ canvas }) => {
    await open(canvas)
    await expect((await page().findAllByText(/is not there any more/))[0]).toBeVisible()
  },
}

/** 50,000 of them: only the rows in view are drawn, each says which of how many it is, and the last is a key away. */
export const FiftyThousand: Story = {
  args: {
    served: gives(
      Array.from({ length: 50_000 }, (_, index) => ({ id: `id${index}`, name: `Customer ${index}` })),
    ),
  },
  play: async ({ canvas }) => {
    await open(canvas)
    const first = await page().findByRole('option', { name: /^Customer 0/ })
    await expect(first).toHaveAttribute('aria-setsize', '50000')
    await expect(page().getAllByRole('option').length).toBeLessThan(40)
    await userEvent.keyboard('{ArrowUp}')
    const last = await page().findByRole('option', { name: /^Customer 49999/ })
    await expect(last).toHaveAttribute('aria-posinset', '50000')
  },
}

/** Ids of 64 bits are exact, in a field of whole numbers and as the digits of a text. */
export const LongIds: Story = {
  args: { served: gives([{ id: 9007199254740993n, name: 'Ana' }]), type: 'integer' },
  play: async ({ canvas }) => {
    await open(canvas)
    await userEvent.click(await page().findByRole('option', { name: /Ana/ }))
    await expect(onChange).toHaveBeenLastCalledWith({ region: 'Europe', customer: 9007199254740993n })
  },
}
export const LongIdsAsText: Story = {
  args: { served: gives([{ id: 9007199254740993n, name: 'Ana' }]) },
  play: async ({ canvas }) => {
    await open(canvas)
    await userEvent.click(await page().findByRole('option', { name: /Ana/ }))
    await expect(onChange).toHaveBeenLastCalledWith({ region: 'Europe', customer: '9007199254740993' })
    await waitFor(() => expect(canvas.getByRole('combobox', { name: /Customer/ })).toHaveTextContent('Ana'))
  },
}

/** Labels that are missing, values that come twice, records without one: counted below the list. */
export const OddRecords: Story = {
  args: {
    served: gives([...people, { id: 'cOitPJvgMW', name: 'Again' }, { id: 'bare' }, { name: 'No id' }]),
  },
  play: async ({ canvas }) => {
    await open(canvas)
    await page().findByRole('option', { name: 'bare' })
    await expect(page().getAllByRole('option')).toHaveLength(3)
    await page().findByText(
      '1 without a value left out · 1 with a value that is there already left out · 1 without a label shown by value',
    )
  },
}

/** The parent changes while it loads: what was asked for is given up, and a late answer is not shown. */
export const ParentChanged: Story = {
  args: {
    served: ({ region, signal }) =>
      region === 'Europe'
        ? new Promise((resolve) => {
            signal.addEventListener('abort', () => resolve({ given: [{ id: 'late', name: 'Late' }] }))
          })
        : Promise.resolve({ given: people }),
    input: { region: 'Europe', customer: 'cOitPJvgMW' },
  },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: /Region/ }), 's')
    await waitFor(() => expect(gaveUp).toHaveBeenCalledWith('Europe'))
    await waitFor(() =>
      expect(canvas.getByRole('combobox', { name: /Customer/ })).toHaveTextContent('Ana Novák'),
    )
    await open(canvas)
    await expect(page().queryByRole('option', { name: 'Late' })).toBeNull()
  },
}

/** A value that the list for this parent does not have is kept, with its label, and marked. */
export const NotInTheList: Story = {
  args: { input: { region: 'Africa', customer: 'gone' }, labels: { '"gone"': 'Kenji Mori' } },
  play: async ({ canvas }) => {
    await canvas.findByText(/It is not in the list for Region Africa\. It is kept as it is\./)
    await expect(canvas.getByRole('combobox', { name: /Customer/ })).toHaveTextContent('Kenji Mori')
  },
}

/** More than a page: the value on a later one keeps its label, and the next page is a press away. */
export const More: Story = {
  args: {
    input: { region: 'Europe', customer: 'later' },
    labels: { '"later"': 'Omar Haddad' },
    served: gives(people, async () => ({ given: [{ id: 'later', name: 'Omar Haddad' }] })),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('combobox', { name: /Customer/ })).toHaveTextContent('Omar Haddad')
    await open(canvas)
    await userEvent.click(await page().findByRole('button', { name: 'Load more' }))
    await page().findByRole('option', { name: /Omar Haddad/ })
    await expect(canvas.queryByText(/not in the list/)).toBeNull()
  },
}

/** The service searches: what is typed is asked for, and the list is shown as it comes. */
export const Searches: Story = {
  args: {
    searches: true,
    served: async ({ search }) => ({
      given: search === '' ? people : [{ id: 'x', name: `Found by ${search}` }],
    }),
  },
  play: async ({ canvas }) => {
    await open(canvas)
    await page().findByRole('option', { name: /Ana Novák/ })
    await userEvent.type(page().getByPlaceholderText('Find by name'), 'om')
    await page().findByRole('option', { name: /Found by om/ })
  },
}

/** A customer that a search found is not said to be missing from the list that is there without it. */
export const FoundBySearch: Story = {
  args: {
    searches: true,
    served: async ({ search }) => ({
      given: search === '' ? people : [{ id: 'omar', name: 'Omar Haddad' }],
    }),
  },
  play: async ({ canvas }) => {
    await open(canvas)
    await page().findByRole('option', { name: /Ana Novák/ })
    await userEvent.type(page().getByPlaceholderText('Find by name'), 'om')
    await userEvent.click(await page().findByRole('option', { name: /Omar Haddad/ }))
    await waitFor(() => expect(page().queryByRole('listbox')).toBeNull())
    await open(canvas)
    await page().findByRole('option', { name: /Ana Novák/ })
    await expect(canvas.getByRole('combobox', { name: /Customer/ })).toHaveTextContent('Omar Haddad')
    await expect(canvas.queryByText(/not in the list|not among/)).toBeNull()
  },
}

/** More than a dropdown loads: said below the list, and a value that is not among them is not said to be gone. */
export const Cut: Story = {
  args: {
    input: { region: 'Europe', customer: 'beyond' },
    served: async () => ({ given: people, cut: true }),
  },
  play: async ({ canvas }) => {
    await open(canvas)
    await page().findByText('There are more than the 2 that are loaded')
    await expect(canvas.queryByText(/not in the list|not among/)).toBeNull()
  },
}

/** With another parent, a value is marked also where only a part of the list is loaded. */
export const UnseenAfterMove: Story = {
  args: {
    input: { region: 'Europe', customer: 'cOitPJvgMW' },
    served: async ({ region }) =>
      region === 'Europe' ? { given: people } : { given: [{ id: 'n', name: 'Nia' }], cut: true },
  },
  play: async ({ canvas }) => {
    await waitFor(() =>
      expect(canvas.getByRole('combobox', { name: /Customer/ })).toHaveTextContent('Ana Novák'),
    )
    await userEvent.type(canvas.getByRole('textbox', { name: /Region/ }), 's')
    await canvas.findByText('It is not among those that are loaded for Region Europes. It is kept as it is.')
  },
}

/** While those of the new parent load, those of the old one are not offered. */
export const NotThoseOfBefore: Story = {
  args: {
    input: { region: 'Europe', customer: 'cOitPJvgMW' },
    served: ({ region }) =>
      region === 'Europe' ? Promise.resolve({ given: people }) : new Promise(() => {}),
  },
  play: async ({ canvas }) => {
    const box = canvas.getByRole('combobox', { name: /Customer/ })
    await waitFor(() => expect(box).toHaveTextContent('Ana Novák'))
    await userEvent.type(canvas.getByRole('textbox', { name: /Region/ }), 's')
    await open(canvas)
    await expect((await page().findAllByText('Loading from Get list of all customers'))[0]).toBeVisible()
    await expect(page().queryByRole('option')).toBeNull()
    await expect(box).toHaveTextContent('Ana Novák')
  },
}

/** A list field takes several: each is shown with its label, one at a time is added, and none twice. */
export const Several: Story = {
  args: {
    type: 'list',
    item: field('item', 'string'),
    input: { region: 'Europe', customer: ['rqUWII4TLn', 'gone'] },
  },
  play: async ({ canvas, step }) => {
    const chosen = within(canvas.getByRole('group', { name: 'Customer' }))
    await step('what is there reads as it does in the list, and what is not is marked', async () => {
      await chosen.findByText('Zoé Ribeiro')
      await expect(chosen.getByText('gone').parentElement).toHaveTextContent('not in the list')
    })
    await step('another is added by keyboard', async () => {
      canvas.getByRole('combobox', { name: /Add to Customer/ }).focus()
      await userEvent.keyboard('{Enter}')
      await expect(await page().findByRole('option', { name: /Ana Novák/ })).toBeVisible()
      await expect(page().getAllByRole('option')).toHaveLength(1)
      await waitFor(() => expect(page().getByPlaceholderText('Find by name')).toHaveFocus())
      await userEvent.keyboard('{ArrowDown}{Enter}')
      await expect(onChange).toHaveBeenLastCalledWith({
        region: 'Europe',
        customer: ['rqUWII4TLn', 'gone', 'cOitPJvgMW'],
      })
    })
    await step('one is taken away', async () => {
      await userEvent.click(chosen.getByRole('button', { name: 'Take gone away' }))
      await expect(onChange).toHaveBeenLastCalledWith({
        region: 'Europe',
        customer: ['rqUWII4TLn', 'cOitPJvgMW'],
      })
    })
  },
}
