import type { Meta, StoryObj } from '@storybook/react-vite'
import { NodeCard } from '../../src/editor/canvas/NodeCard.tsx'
import type { CardState } from '../../src/editor/canvas/runWords.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { viewOf, views } from '../../src/nodes/views.ts'
import { type Face, nodeFace } from '../../src/store/faces.ts'
import { customers, nodeOf } from '../editor/canvas/customers.ts'

const connector = customers()
const transform = {
  id: 'transform' as never,
  kind: 'transform',
  title: 'Shape fields',
  settings: {
    steps: [{ step: 'map', rows: [{ name: 'fullName', value: '{{ item.name }}' }], keep: 'only' }],
  },
}
const face = (kind: string): Face =>
  nodeFace(kind === 'transform' ? transform : nodeOf(connector, kind), connector, catalog)

/** Each state with the words that a footer says in it. */
const states: readonly {
  readonly title: string
  readonly state: CardState
  readonly words?: string
  readonly selected?: true
}[] = [
  { title: 'Idle', state: 'idle' },
  { title: 'Selected', state: 'idle', selected: true },
  { title: 'Running', state: 'running', words: '1,204 records so far' },
  { title: 'Waiting', state: 'waiting', words: 'Rate limit, 0.8 s' },
  { title: 'Done', state: 'done', words: '200 · 268 ms' },
  { title: 'Failed', state: 'failed', words: 'There is no such customer (404)' },
  { title: 'Disabled', state: 'off', words: 'Off, passed over' },
]

const meta = {
  title: 'Nodes/NodeCard',
  component: NodeCard,
  args: { face: face('request'), view: views.request, state: 'idle' },
  decorators: [
    (Story, { args }) => (
      <div style={{ padding: 16, background: 'var(--canvas)' }}>
        <div style={{ width: args.face.width, minHeight: args.face.height }}>
          <Story />
        </div>
      </div>
    ),
  ],
} satisfies Meta<typeof NodeCard>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Inputs: Story = { args: { face: face('inputs'), view: views.inputs } }
export const Auth: Story = { args: { face: face('auth'), view: views.auth } }
export const Transform: Story = { args: { face: face('transform'), view: views.transform } }
export const Output: Story = { args: { face: face('output'), view: views.output } }
export const Selected: Story = { args: { selected: true } }
export const Running: Story = { args: { state: 'running', words: '1,204 records so far' } }
export const Waiting: Story = { args: { state: 'waiting', words: 'Rate limit, 0.8 s' } }
export const Done: Story = { args: { state: 'done', words: '200 · 268 ms' } }
export const Failed: Story = { args: { state: 'failed', words: 'There is no such customer (404)' } }
export const FailedAndSelected: Story = {
  args: { state: 'failed', words: 'Back4App refused the key (401)', selected: true },
}
export const Disabled: Story = { args: { state: 'off', words: 'Off, passed over' } }
export const Problems: Story = {
  args: { problems: { count: 2, error: true, first: 'There is no input called “customer”.' } },
}
export const Warnings: Story = {
  args: { problems: { count: 1, error: false, first: 'This header is sent twice.' } },
}
export const Brief: Story = { args: { brief: true, state: 'done', words: '200 · 268 ms' } }
export const UnknownKind: Story = {
  args: {
    face: nodeFace({ ...transform, kind: 'telepathy', title: 'Guess' }, connector, catalog),
    view: undefined,
  },
}
export const LongText: Story = {
  args: {
    face: {
      ...face('request'),
      title: 'Get all customers of one region that have changed since the last time',
      width: 304,
    },
    state: 'failed',
    words: 'The service answered 500 and said that it cannot be reached at the moment, try again later',
  },
}

/** Containers are no cards: ContainerCard draws them. */
const cards = Object.keys(views).filter((kind) => catalog[kind as keyof typeof catalog].binds === undefined)

/** Every kind in every state, as in the sheet of the visual language. */
export const Sheet: Story = {
  decorators: [],
  render: () => (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(7, 304px)',
        gap: 24,
        padding: 24,
        width: 'max-content',
        background: 'var(--canvas)',
      }}
    >
      {cards.flatMap((kind) =>
        states.map(({ title, ...state }) => (
          <div key={`${kind} ${title}`} style={{ width: face(kind).width }}>
            <NodeCard face={face(kind)} view={viewOf(kind)} {...state} />
          </div>
        )),
      )}
    </div>
  ),
}
