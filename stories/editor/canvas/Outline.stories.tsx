import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { Outline } from '../../../src/editor/outline/Outline.tsx'
import { operationsChecked } from '../../../src/store/documentSlice.ts'
import { commandById } from '../../../src/store/commands/list.ts'
import { writeNote } from '../../../src/store/graphThunks.ts'
import type { NoteId } from '../../../src/model/ids.ts'
import { largeConnector } from '../../../test/store/editor.ts'
import { customers } from './customers.ts'
import { framed } from './frame.tsx'
import { done, failed, running, sampled } from './runs.ts'

const meta = {
  title: 'Canvas/Outline',
  component: Outline,
  decorators: [framed()],
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof Outline>
export default meta
type Story = StoryObj<typeof meta>

const read: Story['play'] = async ({ canvas }) => {
  await expect(await canvas.findByRole('button', { name: /^1.*Inputs/ })).toBeVisible()
  // The menus come a moment later, in a part of their own.
  await canvas.findByRole('button', { name: 'Actions for Inputs' })
}

export const Default: Story = { play: read }
export const Playground: Story = { play: read }
export const Running: Story = { decorators: [framed({ prepare: running })], play: read }
export const Done: Story = { decorators: [framed({ prepare: done })], play: read }
export const Sampled: Story = {
  decorators: [framed({ prepare: sampled })],
  play: async (context) => {
    await read(context)
    await expect(context.canvas.getByText('Sample')).toBeVisible()
  },
}
export const Failed: Story = {
  decorators: [framed({ prepare: failed })],
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByRole('button', {
        name: /^3 Get customer.*Request.*failed:.*There is no such customer/,
      }),
    ).toBeVisible()
    await canvas.findByRole('button', { name: 'Actions for Inputs' })
  },
}
export const Problems: Story = {
  decorators: [
    framed({
      prepare: ({ store, operation, node }) => {
        const place = { node: node('request') }
        const problem = {
          code: 'a',
          severity: 'error',
          path: [],
          place,
          message: 'There is no input called “customer”.',
        } as const
        store.dispatch(operationsChecked({ [operation]: { hash: undefined, problems: [problem] } }))
      },
    }),
  ],
  play: read,
}
export const Menu: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for Get customer' }))
    await within(document.body).findByRole('menuitem', { name: /Add after/ })
    await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  },
}
export const Empty: Story = {
  decorators: [
    (Story) => {
      const connector = customers()
      const [first] = connector.operations
      const operations =
        first === undefined ? [] : [{ ...first, graph: { nodes: {}, edges: {}, notes: {} }, layout: {} }]
      return framed({ connector: { ...connector, operations } })(Story, {} as never) as React.JSX.Element
    },
  ],
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('This operation has no nodes yet.')).toBeVisible()
  },
}

/** The canvas' sticky notes are rows as well. */
export const Notes: Story = {
  decorators: [
    framed({
      prepare: (editor) => {
        void commandById('add-note').run(editor.store)
        const [note] = Object.keys(editor.store.getState().session.selected)
        editor.store.dispatch(writeNote(note as NoteId, 'The key of the demo is public.'))
        void commandById('add-note').run(editor.store)
      },
    }),
  ],
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: /^The key of the demo/ })).toBeVisible()
    await expect(await canvas.findByRole('button', { name: /^Empty note/ })).toBeVisible()
    await canvas.findByRole('button', { name: 'Actions for Inputs' })
  },
}

export const FiveThousand: Story = {
  decorators: [framed({ connector: largeConnector(5_000) })],
  play: read,
}
