import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { Inspector } from '../../../src/editor/panels/inspector/Inspector.tsx'
import { commandById } from '../../../src/store/commands/list.ts'
import { edit } from '../../../src/store/edit.ts'
import { selectOperation, selectTrial } from '../../../src/store/selectors.ts'
import { selected } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { cursorPages, pagedRunner, type PlayedPage } from '../../../test/store/paging.ts'
import { editor, framed } from '../canvas/frame.tsx'
import { check } from './lastRun.ts'

const wrap = (opened: OpenEditor) => {
  opened.store.dispatch(selected([opened.node('request')]))
  void commandById('add-pagination-loop').run(opened.store)
  check(opened)
}
const frame = (pages: readonly PlayedPage[] = cursorPages, failure?: string) => [
  framed({
    prepare: wrap,
    width: 312,
    height: 720,
    runner: pagedRunner(
      pages,
      () => ({ container: editor.node('pagination-loop'), request: editor.node('request') }),
      failure,
    ),
  }),
]

const meta = {
  title: 'Panels/PagingControl',
  component: Inspector,
  parameters: { layout: 'centered' },
} satisfies Meta<typeof Inspector>
export default meta
type Story = StoryObj<typeof meta>

const settings = () =>
  selectOperation(editor.store.getState())?.graph.nodes[editor.node('pagination-loop')]?.settings

/** Detected from what came, taken, and proved on two pages. */
export const Default: Story = {
  decorators: frame(),
  play: async ({ canvas, step }) => {
    await step('one answer tells the cursor, with the evidence for it', async () => {
      await userEvent.click(await canvas.findByRole('button', { name: 'Detect from a response' }))
      const found = await canvas.findByRole('region', { name: 'What was detected' })
      await expect(found).toHaveTextContent('answer body: next_cursor')
      await expect(found).toHaveTextContent('look at Put afterwards')
    })
    await step('each piece of evidence leads to its place in the answer', async () => {
      await userEvent.click(
        canvas.getAllByRole('button', { name: 'answer body: next_cursor' })[0] as HTMLElement,
      )
      const { panels } = editor.store.getState().session
      await expect(panels.run).toMatchObject({ open: true, tab: 'requests' })
      await expect(panels.exchange).toMatchObject({
        exchange: 'x0',
        evidence: { of: 'answer', spot: { in: 'body', at: 'next_cursor' } },
      })
    })
    await step('what is used becomes the settings, in one step', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Use Cursor at next_cursor' }))
      await expect(settings()).toMatchObject({
        carry: { from: 'body', path: 'next_cursor' },
        put: [{ to: 'query', name: 'cursor' }],
        stop: [{ rule: 'no-value' }],
      })
      await expect(canvas.getByRole('button', { name: 'Cursor' })).toHaveAttribute('aria-pressed', 'true')
    })
    await step('and is proved', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Prove it' }))
      await expect(await canvas.findByText(/told apart by id/)).toBeVisible()
    })
  },
}

export const Playground: Story = { decorators: frame() }

/** A usual way, kept under a name for the service's other operations. */
export const Kept: Story = {
  decorators: frame(),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Link header' }))
    await expect(settings()).toMatchObject({ carry: { from: 'link', rel: 'next' } })
    await userEvent.click(canvas.getByRole('button', { name: 'Keep for this service' }))
    await userEvent.type(canvas.getByRole('textbox', { name: 'Name of the way to page' }), 'By links{Enter}')
    await userEvent.click(canvas.getByRole('button', { name: 'Page number' }))
    await userEvent.click(canvas.getByRole('button', { name: 'By links' }))
    await expect(settings()).toMatchObject({ carry: { from: 'link', rel: 'next' } })
    await expect(editor.store.getState().document.connector?.service.paging).toMatchObject([
      { title: 'By links' },
    ])
  },
}

export const Unknown: Story = {
  decorators: frame([{ url: 'https://api.example.com/a', count: 1, body: { customers: [{ id: 1 }] } }]),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Detect from a response' }))
    await expect(await canvas.findByText(/Nothing in the answer leads to another page/)).toBeVisible()
  },
}

export const NotProved: Story = {
  decorators: frame([cursorPages[0] as PlayedPage, cursorPages[0] as PlayedPage]),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Prove it' }))
    await expect(await canvas.findByText(/Page 2 is page 1 again/)).toBeVisible()
  },
}

export const NotAnswered: Story = {
  decorators: frame([], 'The service does not answer.'),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Detect from a response' }))
    await expect(await canvas.findByText('The service does not answer.')).toBeVisible()
  },
}

/** Tried against sizes and faults: failures come first, with the page and what to do. */
export const Tortured: Story = {
  decorators: frame(),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Cursor' }))
    editor.store.dispatch(
      edit(
        [
          {
            edit: 'setSetting',
            operation: editor.operation,
            node: editor.node('request'),
            path: ['records'],
            value: 'results',
          },
        ],
        { label: 'Set', policy: 'ignore' },
      ),
    )
    await userEvent.click(canvas.getByRole('button', { name: 'Torture it' }))
    const list = await canvas.findByRole('region', { name: 'What it was tried with' })
    await waitFor(() => expect(list).toHaveTextContent(/of \d+ failed|It holds/))
    await expect(list).toHaveTextContent('16 records: passed')
    await userEvent.click(within(list).getByRole('button', { name: /^Open page 2: status 200/ }))
    await expect(selectTrial(editor.store.getState())?.dot.id).toBe('F11')
  },
}
