import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent } from 'storybook/test'
import { AnswerDialog } from '../../../src/editor/panels/run/AnswerDialog.tsx'
import { selectAnswering } from '../../../src/store/answers.ts'
import { answerChosen, answerKept } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { customers, nodeOf } from '../canvas/customers.ts'
import { editor, framed } from '../canvas/frame.tsx'

const connector = customers()
const node = nodeOf(connector, 'request')
const answer = {
  name: '200',
  status: 200,
  headers: [
    ['Content-Type', 'application/json'],
    ['X-RateLimit-Remaining', '41'],
  ],
  body: '{"name":"Jonas Weber","orderId":9007199254740993}',
} as const

const meta = {
  title: 'Panels/AnswerDialog',
  component: AnswerDialog,
  args: { node, answer, onClose: fn() },
  decorators: [framed({ connector, height: 760 })],
} satisfies Meta<typeof AnswerDialog>
export default meta
type Story = StoryObj<typeof meta>

const heldAnswers = () => editor.store.getState().session.held[node.id]?.answers
const field = (name: string) => screen.getByRole('textbox', { name })

/** What was answered is given a name and changed; what is no answer is said, and nothing is lost. */
export const Default: Story = {
  play: async ({ args, step }) => {
    await step('a name, a status and headers that are none are refused', async () => {
      await userEvent.clear(await screen.findByRole('textbox', { name: 'Name' }))
      await userEvent.clear(field('Status'))
      await userEvent.type(field('Status'), '99')
      await userEvent.type(field('Headers'), '{Enter}no header')
      await userEvent.click(screen.getByRole('button', { name: 'Keep' }))
      await expect(field('Name')).toBeInvalid()
      await expect(field('Status')).toBeInvalid()
      await expect(screen.getByText('Line 3 is no header: write a name, a colon and a value.')).toBeVisible()
      await expect(args.onClose).not.toHaveBeenCalled()
    })
    await step('with these it is kept, and put to use at once', async () => {
      await userEvent.type(field('Name'), 'expired')
      await userEvent.clear(field('Status'))
      await userEvent.type(field('Status'), '401')
      await userEvent.clear(field('Headers'))
      await userEvent.type(field('Headers'), 'X-Reason: expired')
      await userEvent.click(screen.getByRole('button', { name: 'Keep and use' }))
      await expect(args.onClose).toHaveBeenCalled()
      await expect(heldAnswers()).toEqual([
        { name: 'expired', status: 401, headers: [['X-Reason', 'expired']], body: answer.body },
      ])
      await expect(selectAnswering(editor.store.getState(), node.id)).toMatchObject({
        name: 'expired',
        when: 'first',
      })
    })
  },
}

export const Playground: Story = {}

const used = ({ store }: OpenEditor) => {
  store.dispatch(answerKept({ node: node.id, answer }))
  store.dispatch(answerKept({ node: node.id, answer: { ...answer, name: 'empty' } }))
  store.dispatch(answerChosen({ node: node.id, answer: { from: 'kept', name: '200', when: 'every' } }))
}

/** The answer that is used gets another name and goes on being used; a name that is there is replaced. */
export const Changing: Story = {
  args: { was: '200', used: 'every' },
  decorators: [framed({ connector, height: 760, prepare: used })],
  play: async () => {
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await userEvent.clear(name)
    await userEvent.type(name, 'empty')
    await expect(screen.getByText('There is a sample of this name: it is replaced.')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Replace it' }))
    await expect(heldAnswers()?.map((each) => each.name)).toEqual(['empty'])
    await expect(selectAnswering(editor.store.getState(), node.id)).toMatchObject({
      name: 'empty',
      when: 'every',
    })
  },
}
