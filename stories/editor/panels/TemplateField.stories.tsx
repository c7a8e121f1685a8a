import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { TemplateField } from '../../../src/editor/panels/template/TemplateField.tsx'
import { entryFromSample, type ScopeEntry } from '../../../src/expressions/scope.ts'
import { Held, Narrow } from '../../ui/fields.tsx'
import { answer } from './lastRun.ts'

const scope: readonly ScopeEntry[] = [
  {
    name: 'page',
    kind: 'page',
    type: 'object',
    children: [
      { name: 'cursor', type: 'number', sample: 200, hasSample: true },
      { name: 'number', type: 'number', sample: 3, hasSample: true },
    ],
  },
  {
    name: 'input',
    title: 'Inputs',
    kind: 'inputs',
    type: 'object',
    children: [
      { name: 'region', title: 'Region', kind: 'field', type: 'string', sample: 'all', hasSample: true },
      { name: 'changedSince', title: 'Changed since', kind: 'field', type: 'date' },
    ],
  },
  {
    name: 'auth',
    title: 'Application keys',
    kind: 'auth',
    type: 'object',
    children: [
      { name: 'applicationId', kind: 'credential', type: 'string' },
      { name: 'restApiKey', kind: 'credential', type: 'secret', secret: true },
    ],
  },
  {
    name: 'nodes',
    kind: 'nodes',
    type: 'object',
    children: [{ ...entryFromSample('Get customers', answer), kind: 'request', open: true }],
  },
  {
    name: 'service',
    title: 'Service',
    kind: 'service',
    type: 'object',
    children: [
      { name: 'baseUrl', type: 'string', sample: 'https://api.example.com', hasSample: true },
      { name: 'title', type: 'string', sample: 'Example', hasSample: true },
    ],
  },
]

interface Shown {
  first: string
  lines?: number
  language?: 'text' | 'json' | 'url'
  readOnly?: boolean
}

const Shown = ({ first, ...rest }: Shown) => (
  <Narrow width={320}>
    <Held first={first}>
      {(value, set) => (
        <TemplateField label="skip" value={value} onChange={set} scope={scope} origin="live" {...rest} />
      )}
    </Held>
  </Narrow>
)

const meta = {
  title: 'Panels/TemplateField',
  component: Shown,
  args: { first: '' },
  parameters: { layout: 'padded' },
} satisfies Meta<typeof Shown>
export default meta
type Story = StoryObj<typeof meta>

const active = () =>
  document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent

export const Default: Story = {
  play: async ({ canvas, step }) => {
    const field = canvas.getByRole('textbox', { name: 'skip' })
    await step(
      'two braces keep standing there and list what can be named, secrets by name alone',
      async () => {
        await userEvent.click(field)
        await userEvent.keyboard('{{{{')
        await expect(field).toHaveValue('{{')
        await screen.findByRole('tree', { name: 'Values for skip' })
        await expect(active()).toBe('cursor200')
        await expect(screen.getByRole('treeitem', { name: 'restApiKey hidden' })).toBeVisible()
      },
    )
    await step('arrows move, → opens, ↵ inserts, and the braces are closed', async () => {
      await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
      await expect(active()).toBe('region"all"')
      await userEvent.keyboard('{Enter}')
      await expect(field).toHaveValue('{{ input.region }}')
      await expect(screen.queryByRole('tree')).toBeNull()
    })
    await step('what is typed filters, and Escape leaves the braces', async () => {
      await userEvent.clear(field)
      await userEvent.keyboard('{{{{ obj')
      await expect(await screen.findByRole('listbox', { name: 'Values for skip' })).toBeVisible()
      await expect(active()).toContain('objectId')
      await userEvent.keyboard('{Escape}')
      await expect(field).toHaveValue('{{ obj')
      await expect(screen.queryByRole('listbox')).toBeNull()
    })
    await step('behind a bar stand the filters', async () => {
      await userEvent.clear(field)
      await userEvent.keyboard('{{{{ input.region | upc')
      await expect(await screen.findByRole('listbox', { name: 'Filters for skip' })).toBeVisible()
      await userEvent.keyboard('{Enter}')
      await expect(field).toHaveValue('{{ input.region | upcase }}')
    })
  },
}

export const Playground: Story = { args: { first: 'skip={{ page.cursor | plus: 100 }}' } }

export const Open: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('textbox'))
    await userEvent.keyboard('{{{{')
    await screen.findByRole('tree')
  },
}

export const Json: Story = {
  args: {
    language: 'json',
    lines: 6,
    first:
      '{\n  "region": "{{ input.region }}",\n  "limit": 100,\n  "active": true,\n  "since": {{ input.changedSince | json }}\n}',
  },
}

export const Mistyped: Story = {
  args: { first: '{{ input.regoin }}' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Write “region”' }))
    await expect(canvas.getByRole('textbox')).toHaveValue('{{ input.region }}')
    await waitFor(() => expect(canvas.queryByRole('button')).toBeNull())
  },
}

export const ReadOnly: Story = { args: { first: 'https://{{ service.title }}.example.com', readOnly: true } }
