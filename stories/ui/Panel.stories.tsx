import type { Meta, StoryObj } from '@storybook/react-vite'
import { MoreHorizontal, Plus, Repeat } from 'lucide-react'
import { expect, fn } from 'storybook/test'
import { IconButton } from '../../src/ui/IconButton.tsx'
import { KindTile } from '../../src/ui/KindTile.tsx'
import { Panel, PanelSection } from '../../src/ui/Panel.tsx'
import { TextField } from '../../src/ui/TextField.tsx'

const meta = {
  title: 'UI/Panel',
  component: Panel,
  args: {
    label: 'Inspector',
    header: (
      <>
        <KindTile icon={Repeat} ink="var(--k-pages)" tint="var(--k-pages-tint)" />
        <div style={{ flex: 1 }}>
          <h2 style={{ font: 'var(--t-14)', fontWeight: 600 }}>For each page</h2>
          <p style={{ font: 'var(--t-12)', color: 'var(--text-3)' }}>Repeats “Get customers”</p>
        </div>
        <IconButton icon={MoreHorizontal} label="More" />
      </>
    ),
    children: (
      <>
        <PanelSection title="Start" description="first value of the cursor">
          <TextField label="Begin at" mono value="0" onChange={fn()} />
        </PanelSection>
        <PanelSection title="Stop" actions={<IconButton icon={Plus} label="Add a rule" />}>
          Page is empty
        </PanelSection>
      </>
    ),
    footer: 'Proved on 3 pages',
  },
  decorators: [
    (Story) => (
      <div style={{ display: 'grid', width: 312, height: 360, border: '1px solid var(--border)' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof Panel>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('region', { name: 'Inspector' })).toBeVisible()
    await expect(canvas.getByRole('heading', { name: 'Start' })).toBeVisible()
  },
}
export const Playground: Story = {}
export const WithoutHeadAndFoot: Story = { args: { header: undefined, footer: undefined } }
