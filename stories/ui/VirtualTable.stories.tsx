import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import { Button } from '../../src/ui/Button.tsx'
import { EmptyState } from '../../src/ui/EmptyState.tsx'
import { VirtualTable } from '../../src/ui/VirtualTable.tsx'

interface Customer {
  objectId: string
  name: string
  region: string
  orders: number
}

const names = ['Ana Souza', 'Kenji Mori', 'Lena Fischer', 'Marta Nowak', 'Omar Haddad']
const regions = ['Europe', 'Asia Pacific', 'Africa']
const customerAt = (index: number): Customer => ({
  objectId: `c${index.toString(36).padStart(6, '0')}`,
  name: names[index % names.length] ?? '',
  region: regions[index % regions.length] ?? '',
  orders: (index * 7) % 41,
})

const meta = {
  title: 'UI/VirtualTable',
  component: VirtualTable<Customer>,
  args: {
    label: 'Records',
    count: 250,
    rowAt: customerAt as (index: number) => Customer | undefined,
    columns: [
      { id: 'n', title: '#', width: 64, align: 'end', render: (_row, index) => index + 1 },
      { id: 'objectId', title: 'objectId', mono: true, render: (row) => row.objectId },
      { id: 'name', title: 'name', render: (row) => row.name },
      { id: 'region', title: 'region', render: (row) => row.region },
      { id: 'orders', title: 'orders', align: 'end', width: 96, render: (row) => row.orders },
    ],
    onOpen: fn(),
    onRange: fn(),
  },
  decorators: [
    (Story) => (
      <div style={{ display: 'grid', width: 680, height: 264, border: '1px solid var(--border)' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof VirtualTable<Customer>>
export default meta
type Story = StoryObj<typeof meta>

const cursorText = (grid: HTMLElement) =>
  document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const grid = canvas.getByRole('grid', { name: 'Records' })
    await expect(grid).toHaveAttribute('aria-rowcount', '251')
    await userEvent.tab()
    await expect(grid).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}')
    await expect(cursorText(grid)).toBe('Lena Fischer')
    await userEvent.keyboard('{Control>}{End}{/Control}')
    await waitFor(() => expect(cursorText(grid)).toBe(String(customerAt(249).orders)))
    await expect(canvas.getByText('250')).toBeVisible()
    await userEvent.keyboard('{Home}{PageUp}{Enter}')
    await expect(args.onOpen).toHaveBeenCalledOnce()
  },
}
export const Playground: Story = {}
export const AMillionRows: Story = {
  args: { count: 1_000_000 },
  play: async ({ canvas }) => {
    const grid = canvas.getByRole('grid')
    await expect(canvas.getAllByRole('row').length).toBeLessThan(40)
    await userEvent.tab()
    await userEvent.keyboard('{Control>}{End}{/Control}')
    await waitFor(() => expect(canvas.getByText('1000000')).toBeVisible())
    await expect(canvas.getAllByRole('row').length).toBeLessThan(40)
    await userEvent.keyboard('{Home}{PageUp}')
    await waitFor(() => expect(Number(cursorText(grid))).toBeLessThan(1_000_000))
    await userEvent.keyboard('{Control>}{Home}{/Control}')
    await waitFor(() => expect(cursorText(grid)).toBe('1'))
  },
}
export const RowsStillLoading: Story = {
  args: { rowAt: (index) => (index < 5 ? customerAt(index) : undefined) },
  play: async ({ args, canvas }) => {
    await expect(args.onRange).toHaveBeenCalledWith(0, expect.any(Number))
    await expect(canvas.getAllByRole('row', { busy: true }).length).toBeGreaterThan(2)
  },
}
export const WiderByKeyboard: Story = {
  play: async ({ canvas }) => {
    const title = canvas.getByRole('columnheader', { name: '#' })
    await userEvent.tab()
    await userEvent.keyboard('{Alt>}{ArrowRight}{ArrowRight}{/Alt}')
    await expect(title.getBoundingClientRect().width).toBe(96)
  },
}
export const Loading: Story = {
  args: { count: 0, loading: 'Loading records' },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('grid')).toHaveAttribute('aria-busy', 'true')
    await waitFor(() => expect(canvas.getByText('Loading records')).toBeVisible())
  },
}
export const Empty: Story = {
  args: {
    count: 0,
    empty: (
      <EmptyState action={<Button variant="link">Change region</Button>}>
        The list answered with 0 records.
      </EmptyState>
    ),
  },
}
