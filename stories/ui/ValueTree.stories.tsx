import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import { ValueTree } from '../../src/ui/ValueTree.tsx'

const answer = {
  count: 250,
  results: [
    {
      objectId: 'Zk3VbN8qWe',
      name: 'Jonas Weber',
      orderId: 9_007_199_254_740_993n,
      active: true,
      note: null,
      bio: `${'Sells machines that make other machines. '.repeat(9)}\nSince 1987.`,
      tags: [],
    },
    {
      objectId: 'xWMyZ4YEGZ',
      name: 'Ana Souza',
      orderId: 12n,
      active: false,
      note: '',
      bio: '',
      tags: ['team'],
    },
  ],
}

const meta = {
  title: 'UI/ValueTree',
  component: ValueTree,
  args: {
    label: 'Output of Get customers',
    rootName: 'body',
    value: answer,
    openAt: [[], ['results'], ['results', 0]],
    onSelect: fn(),
    onCopyPath: fn(),
  },
  decorators: [
    (Story) => (
      <div style={{ display: 'grid', width: 440, height: 300, border: '1px solid var(--border)' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ValueTree>
export default meta
type Story = StoryObj<typeof meta>

const at = (tree: HTMLElement) =>
  document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')?.textContent ?? ''

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const tree = canvas.getByRole('tree', { name: 'Output of Get customers' })
    await userEvent.tab()
    await expect(tree).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    await expect(at(tree)).toContain('count')
    await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}{ArrowDown}{Enter}')
    await expect(args.onSelect).toHaveBeenLastCalledWith(['results', 0, 'name'], 'Jonas Weber')
    await userEvent.keyboard('{ArrowLeft}')
    await expect(canvas.getByRole('treeitem', { name: /^0/ })).toHaveAttribute('aria-expanded', 'true')
    await userEvent.keyboard('{ArrowLeft}')
    await expect(canvas.getByRole('treeitem', { name: /^0/ })).toHaveAttribute('aria-expanded', 'false')
    await userEvent.keyboard('{Control>}c{/Control}')
    await expect(args.onCopyPath).toHaveBeenLastCalledWith(['results', 0])
    await userEvent.keyboard('{Home}c')
    await expect(at(tree)).toContain('count')
  },
}
export const Playground: Story = {}
export const Selected: Story = {
  args: { selected: ['results', 0, 'objectId'] },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('treeitem', { selected: true })).toHaveTextContent('objectId"Zk3VbN8qWe"')
  },
}
export const BigIntegersKeepTheirDigits: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByText('9007199254740993')).toBeVisible()
  },
}
export const LongText: Story = {
  args: { value: answer.results[0]?.bio, rootName: 'bio', openAt: [] },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByText('Show all'))
    await canvas.findByText('Since 1987.')
  },
}
export const ManyItems: Story = {
  args: { value: Array.from({ length: 100_000 }, (_, index) => ({ id: index })), openAt: [[]] },
  play: async ({ canvas }) => {
    const tree = canvas.getByRole('tree')
    await expect(canvas.getAllByRole('treeitem').length).toBeLessThan(40)
    await userEvent.tab()
    await userEvent.keyboard('{End}')
    await waitFor(() => expect(at(tree)).toBe('Show 200 more of 99,800'))
    await userEvent.keyboard('{Enter}{End}')
    await waitFor(() => expect(at(tree)).toBe('Show 200 more of 99,600'))
  },
}
export const Draggable: Story = {
  args: { onDragValue: fn() },
  play: async ({ args, canvas }) => {
    const item = canvas.getByRole('treeitem', { name: /name/ })
    await expect(item).toHaveAttribute('draggable', 'true')
    item.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer: new DataTransfer() }))
    await expect(args.onDragValue).toHaveBeenCalledWith(
      ['results', 0, 'name'],
      'Jonas Weber',
      expect.any(DataTransfer),
    )
  },
}
export const OneValue: Story = { args: { value: 42, rootName: undefined } }
