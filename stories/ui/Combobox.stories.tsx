import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { Button } from '../../src/ui/Button.tsx'
import { Combobox } from '../../src/ui/Combobox.tsx'
import { Held, Narrow } from './fields.tsx'

const customers = [
  { value: 'xWMyZ4YEGZ', label: 'Ana Souza', detail: 'xWMyZ4YEGZ' },
  { value: 'aB8fk02LmQ', label: 'Lena Fischer', detail: 'aB8fk02LmQ' },
  { value: 'p0QrT7sVnC', label: 'Marta Nowak', detail: 'p0QrT7sVnC' },
  { value: 'hJ3kd9WxZa', label: 'Omar Haddad', detail: 'hJ3kd9WxZa' },
  { value: 'sY6uI1oPqE', label: 'Tomás Ribeiro', detail: 'sY6uI1oPqE' },
  { value: 'c7LwP3aKtd', label: 'Zoé Martin', detail: 'c7LwP3aKtd' },
]

const meta = {
  title: 'UI/Combobox',
  component: Combobox,
  args: {
    label: 'Customer',
    value: null,
    placeholder: 'Choose a customer',
    options: customers,
    total: 128,
    size: 36,
    onChange: fn(),
  },
  render: (args) => (
    <Narrow width={312}>
      <Held<string | null> first={args.value}>
        {(value, set) => (
          <Combobox
            {...args}
            value={value}
            onChange={(next) => {
              set(next)
              args.onChange(next)
            }}
          />
        )}
      </Held>
    </Narrow>
  ),
} satisfies Meta<typeof Combobox>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const box = canvas.getByRole('combobox', { name: 'Customer' })
    box.focus()
    await userEvent.keyboard('{Enter}')
    const page = within(document.body)
    const search = await page.findByPlaceholderText('Find by name')
    await waitFor(() => expect(search).toHaveFocus())
    await userEvent.keyboard('zo')
    await waitFor(() => expect(page.getAllByRole('option')).toHaveLength(1))
    await userEvent.keyboard('{Enter}')
    await expect(args.onChange).toHaveBeenCalledWith('c7LwP3aKtd')
    await waitFor(() => expect(box).toHaveTextContent('Zoé Martin'))
  },
}
export const Playground: Story = {}
export const Open: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('combobox', { name: 'Customer' }))
    await within(document.body).findByRole('option', { name: /Ana Souza/ })
    await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  },
}
export const NothingFits: Story = {
  args: { empty: 'Nobody in Europe is called that.' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('combobox', { name: 'Customer' }))
    const page = within(document.body)
    await userEvent.type(await page.findByPlaceholderText('Find by name'), 'qqq')
    await page.findByText('Nobody in Europe is called that.')
  },
}
export const SearchesElsewhere: Story = {
  args: { onSearch: fn(), onMore: fn() },
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('combobox', { name: 'Customer' }))
    const page = within(document.body)
    await userEvent.type(await page.findByPlaceholderText('Find by name'), 'x')
    await expect(args.onSearch).toHaveBeenLastCalledWith('x')
    await expect(page.getAllByRole('option')).toHaveLength(6)
    await userEvent.click(page.getByRole('button', { name: 'Load more' }))
    await expect(args.onMore).toHaveBeenCalledOnce()
  },
}
export const Loading: Story = { args: { options: [], loading: 'Loading customers, 100 so far' } }
export const KeepsItsLabel: Story = { args: { value: 'unloaded', valueLabel: 'Kenji Mori' } }
export const WithError: Story = {
  args: {
    error: (
      <>
        Back4App refused the key (401). <Button variant="link">Type an ID</Button>
      </>
    ),
  },
}
export const WaitsForAnother: Story = { args: { disabled: true, placeholder: 'Choose a region first' } }

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

/** However far a frame scrolls, the rows that it shows are drawn in it, and the search line names a row that is there. */
export const ScrolledFar: Story = {
  args: {
    total: 50_000,
    options: Array.from({ length: 50_000 }, (_, at) => ({ value: `id${at}`, label: `Customer ${at}` })),
  },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('combobox', { name: 'Customer' }))
    const page = within(document.body)
    await page.findByRole('option', { name: /^Customer 0$/ })
    await waitFor(() => expect(page.getByPlaceholderText('Find by name')).toHaveFocus())
    await userEvent.keyboard('{ArrowDown}')
    const list = page.getByRole('listbox')
    const box = list.getBoundingClientRect()
    const blank: number[] = []
    for (const to of [400, 4_000, 400_000, 1_599_000, 123_456, 0]) {
      list.scrollTop = to
      // Scrolling is told before the callbacks of its frame, which is drawn after them.
      await frame()
      for (const y of [box.top + 4, box.top + box.height / 2, box.bottom - 4])
        if (document.elementFromPoint(box.left + 40, y)?.closest('[role="option"]') == null) blank.push(to)
      const active = page.getByPlaceholderText('Find by name').getAttribute('aria-activedescendant')
      await expect(document.getElementById(active ?? '')).toHaveAttribute('aria-posinset', '1')
    }
    await expect(blank).toEqual([])
  },
}
