import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { CopyCurl } from '../../../src/editor/panels/CopyCurl.tsx'
import { mask } from '../../../src/engine/redact.ts'
import { editor, framed } from '../canvas/frame.tsx'

const meta = {
  title: 'Panels/CopyCurl',
  component: CopyCurl,
  decorators: [framed({ width: 280, height: 200 })],
  args: {
    request: {
      method: 'GET',
      url: 'https://api.example.com/classes/Customer',
      headers: [['X-Parse-REST-API-Key', mask]],
    },
  },
} satisfies Meta<typeof CopyCurl>
export default meta
type Story = StoryObj<typeof meta>

/** By keyboard: opened, a shell chosen, copied with a placeholder for the secret. */
export const Default: Story = {
  play: async ({ canvas }) => {
    canvas.getByRole('button', { name: 'Copy as cURL' }).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'bash' })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await waitFor(async () =>
      expect(await editor.store.extra.clipboard.read()).toMatch(
        /^curl https:\/\/api\.example\.com\/classes\/Customer\s[^]*X-Parse-REST-API-Key: <X_PARSE_REST_API_KEY>/,
      ),
    )
  },
}
export const Playground: Story = {}
