import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent } from 'storybook/test'
import { ProblemsList } from '../../../src/editor/panels/problems/ProblemsList.tsx'
import { edit } from '../../../src/store/edit.ts'
import { selectOperation } from '../../../src/store/selectors.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { editor, framed } from '../canvas/frame.tsx'
import { check } from './lastRun.ts'

const misspell = (opened: OpenEditor) => {
  opened.store.dispatch(
    edit(
      [
        {
          edit: 'setSetting',
          operation: opened.operation,
          node: opened.node('request'),
          path: ['url'],
          value: '/classes/Customer/{{ input.customerid }}',
        },
      ],
      { label: 'Set', policy: 'ignore' },
    ),
  )
  check(opened)
}

const meta = {
  title: 'Panels/ProblemsList',
  component: ProblemsList,
  decorators: [framed({ prepare: misspell, width: 280, height: 240 })],
} satisfies Meta<typeof ProblemsList>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas, step }) => {
    await step('a press goes to the place', async () => {
      await userEvent.click(canvas.getByRole('button', { name: /customerid/ }))
      await expect(Object.keys(editor.store.getState().session.selected)).toEqual([editor.node('request')])
      await expect(editor.store.getState().session.focus?.setting).toEqual(['url'])
    })
    await step('a fix is one undo step', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Write “customerId”' }))
      const node = selectOperation(editor.store.getState())?.graph.nodes[editor.node('request')]
      await expect(node?.settings['url']).toBe('/classes/Customer/{{ input.customerId }}')
      await expect(editor.store.getState().document.history.undo).toHaveLength(1)
    })
  },
}
export const Playground: Story = {}
export const None: Story = { decorators: [framed({ prepare: check, width: 280, height: 240 })] }
