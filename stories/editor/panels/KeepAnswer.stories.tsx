import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent } from 'storybook/test'
import { KeepAnswer } from '../../../src/editor/panels/run/KeepAnswer.tsx'
import { answerKept } from '../../../src/store/sessionSlice.ts'
import { customers, nodeOf } from '../canvas/customers.ts'
import { editor, framed } from '../canvas/frame.tsx'

const connector = customers()
const { id: node } = nodeOf(connector, 'request')
const response = {
  status: 200,
  statusText: 'OK',
  headers: [
    ['Content-Type', 'application/json'],
    ['Content-Length', '12'],
    ['Set-Cookie', 'session=1'],
  ],
  bodyBase64: btoa('{"count":50}'),
  bodyBytes: 12,
} as const

const meta = {
  title: 'Panels/KeepAnswer',
  component: KeepAnswer,
  args: { node, response },
  decorators: [framed({ connector, height: 760 })],
} satisfies Meta<typeof KeepAnswer>
export default meta
type Story = StoryObj<typeof meta>

/** The answer of an exchange is kept without what only brought it here, under a name that is free. */
export const Default: Story = {
  decorators: [
    framed({
      connector,
      height: 760,
      prepare: ({ store }) =>
        void store.dispatch(
          answerKept({ node, answer: { name: '200', status: 200, headers: [], body: '' } }),
        ),
    }),
  ],
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Keep as a sample …' }))
    await expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('200 (2)')
    await userEvent.click(screen.getByRole('button', { name: 'Keep' }))
    await expect(editor.store.getState().session.held[node]?.answers?.[1]).toEqual({
      name: '200 (2)',
      status: 200,
      headers: [['Content-Type', 'application/json']],
      body: '{"count":50}',
    })
  },
}

export const Playground: Story = {}

export const NoText: Story = {
  args: { response: { ...response, bodyBase64: btoa('\u00ff\u0000') } },
  play: async ({ canvas }) => {
    const button = canvas.getByRole('button', { name: 'Keep as a sample …' })
    await expect(button).toBeDisabled()
    await expect(button).toHaveAttribute('title', expect.stringContaining('no text'))
  },
}

export const TooLarge: Story = {
  args: { response: { ...response, cut: 1 } },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Keep as a sample …' })).toBeDisabled()
  },
}
