import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { AnswerChoice } from '../../../src/editor/panels/inspector/AnswerChoice.tsx'
import { readyAnswers } from '../../../src/nodes/request/answers.ts'
import { selectAnswering } from '../../../src/store/answers.ts'
import { answerChosen, answerKept, outputHeld } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { customers, nodeOf } from '../canvas/customers.ts'
import { editor, framed } from '../canvas/frame.tsx'

const connector = customers()
const node = nodeOf(connector, 'request')

const meta = {
  title: 'Panels/AnswerChoice',
  component: AnswerChoice,
  parameters: { layout: 'centered' },
  args: { node },
  decorators: [framed({ connector, width: 280, height: 240 })],
} satisfies Meta<typeof AnswerChoice>
export default meta
type Story = StoryObj<typeof meta>

const answering = () => selectAnswering(editor.store.getState(), node.id)

/** By keyboard alone: an answer is chosen, then for which requests, then changed under a name of one's own. */
export const Default: Story = {
  play: async ({ canvas, step }) => {
    const select = canvas.getByRole('combobox', { name: 'Answered by' })
    await step('every ready-made answer is there, and none is chosen', async () => {
      await expect(select).toHaveDisplayValue('The service')
      for (const { title } of readyAnswers)
        await expect(canvas.getByRole('option', { name: title })).toBeInTheDocument()
    })
    await step('one is chosen: what it gives is said', async () => {
      await userEvent.selectOptions(select, '429, wait 2 s')
      await expect(answering()).toMatchObject({ when: 'first', answer: { status: 429 } })
      await expect(select).toHaveAccessibleDescription(/asks to wait for two seconds/)
    })
    await step('it answers every request', async () => {
      canvas.getByRole('radio', { name: 'First request' }).focus()
      await userEvent.keyboard('{ArrowRight}')
      await expect(answering()?.when).toBe('every')
      await expect(canvas.getByText(/none goes to the service/)).toBeVisible()
    })
    await step('it is changed, and the change is kept under its name', async () => {
      canvas.getByRole('button', { name: 'Change the answer' }).focus()
      await userEvent.keyboard('{Enter}')
      const name = await screen.findByRole('textbox', { name: 'Name' })
      await userEvent.clear(name)
      await userEvent.type(name, 'slow down')
      screen.getByRole('button', { name: 'Keep' }).focus()
      await userEvent.keyboard('{Enter}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      await expect(select).toHaveDisplayValue('slow down (kept)')
      await expect(answering()).toMatchObject({ name: 'slow down', when: 'every' })
    })
    await step('it is forgotten, and the service answers again', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Forget it' }))
      await expect(select).toHaveDisplayValue('The service')
      await expect(answering()).toBeUndefined()
    })
  },
}

export const Playground: Story = {}

const kept = ({ store }: OpenEditor) => {
  const answer = { name: '200', status: 200, headers: [], body: '{}' }
  store.dispatch(answerKept({ node: node.id, answer }))
  store.dispatch(answerChosen({ node: node.id, answer: { from: 'kept', name: '200', when: 'every' } }))
}

export const Kept: Story = {
  decorators: [framed({ connector, width: 280, height: 240, prepare: kept })],
}

/** What is pinned goes before an answer, and choosing one lets the node run. */
export const Pinned: Story = {
  decorators: [
    framed({
      connector,
      width: 280,
      height: 240,
      prepare: (opened) => {
        kept(opened)
        opened.store.dispatch(outputHeld({ node: node.id, as: 'pinned', records: [1] }))
      },
    }),
  ],
  play: async ({ canvas }) => {
    const select = canvas.getByRole('combobox', { name: 'Answered by' })
    await expect(select).toHaveDisplayValue('The service')
    await expect(canvas.getByText(/What it gives is held/)).toBeVisible()
    await userEvent.selectOptions(select, '200 (kept)')
    await expect(answering()).toMatchObject({ name: '200', when: 'first' })
  },
}
