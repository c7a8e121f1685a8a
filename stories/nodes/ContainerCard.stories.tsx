import type { Meta, StoryObj } from '@storybook/react-vite'
import { ContainerCard } from '../../src/editor/canvas/ContainerCard.tsx'
import type { GraphNode } from '../../src/model/document.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { viewOf } from '../../src/nodes/views.ts'
import { nodeFace } from '../../src/store/faces.ts'
import { customers } from '../editor/canvas/customers.ts'

const face = (kind: string, title: string, settings: object) =>
  nodeFace({ id: kind, kind, title, settings } as unknown as GraphNode, customers(), catalog)

const pages = face('pagination-loop', 'For each page', {
  size: '100',
  start: { value: '0' },
  carry: { from: 'offset', by: 'size' },
  put: [{ to: 'query', name: 'skip' }],
  stop: [{ rule: 'short-page' }, { rule: 'empty-page' }],
})
const items = face('for-each', 'For each customer', { over: '{{ input.ids }}', concurrency: 4 })

const meta = {
  title: 'Nodes/ContainerCard',
  component: ContainerCard,
  args: { face: pages, view: viewOf('pagination-loop'), state: 'idle' },
  decorators: [
    (Story, { args }) => (
      <div style={{ padding: 16, background: 'var(--canvas)' }}>
        <div style={{ width: args.face.width, height: args.face.height }}>
          <Story />
        </div>
      </div>
    ),
  ],
} satisfies Meta<typeof ContainerCard>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Selected: Story = { args: { selected: true } }
export const Running: Story = { args: { state: 'running', words: '1,204 records so far' } }
export const Done: Story = { args: { state: 'done', words: '250 records' } }
export const Failed: Story = { args: { state: 'failed', words: 'The walk would go round' } }
export const Disabled: Story = { args: { state: 'off', words: 'Off, passed over' } }
export const Problems: Story = {
  args: { problems: { count: 2, error: true, first: 'Say where the next value is read.' } },
}
export const Brief: Story = { args: { brief: true } }
/** A container without sockets says in one line what it goes through. */
export const Items: Story = { args: { face: items, view: viewOf('for-each') } }
