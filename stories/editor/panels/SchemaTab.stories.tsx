import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor } from 'storybook/test'
import { RunPanel } from '../../../src/editor/panels/run/RunPanel.tsx'
import { SchemaTab } from '../../../src/editor/panels/run/SchemaTab.tsx'
import type { Edit } from '../../../src/model/edits.ts'
import type { Json } from '../../../src/model/json.ts'
import { schemaFromValues } from '../../../src/model/outputSchema.ts'
import { edit } from '../../../src/store/edit.ts'
import { runTabChosen } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { framed } from '../canvas/frame.tsx'
import { check, customerAt, lastRun, openPanel } from './lastRun.ts'

const seen: readonly Json[] = Array.from({ length: 100 }, (_, at) => customerAt(at))
const rich = schemaFromValues(
  seen.map((each, at) => ({
    ...(each as object),
    ...(at > 0 && { note: null }),
    orders: [{ id: at, tags: ['new'] }],
  })),
) as Json
const schemaOf = (values: readonly Json[]) => schemaFromValues(values) as Json

const change = ({ store }: OpenEditor, edits: readonly Edit[]) =>
  store.dispatch(edit(edits, { label: 'Prepare', policy: 'ignore' }))
const withSchema = (editor: OpenEditor, schema: Json) =>
  change(editor, [{ edit: 'setSample', operation: editor.operation, samples: [], schema }])
const proven = (editor: OpenEditor) => {
  const { hash, parts } = editor.store.getState().document.checks[editor.operation] ?? {}
  change(editor, [
    {
      edit: 'setProven',
      operation: editor.operation,
      hash: hash ?? '',
      ...(parts !== undefined && { parts }),
    },
  ])
}

const frame = (prepare: (opened: OpenEditor) => void) => [
  framed({
    height: 320,
    prepare: (opened) => {
      openPanel(opened)
      check(opened)
      prepare(opened)
      check(opened)
      opened.store.dispatch(runTabChosen('schema'))
    },
  }),
]

const meta = {
  title: 'Panels/SchemaTab',
  component: SchemaTab,
  render: () => <RunPanel />,
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof SchemaTab>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  decorators: frame((opened) => {
    withSchema(opened, rich)
    lastRun(opened, { yields: 'many' })
    proven(opened)
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('region', { name: 'Schema of the output' })).toBeVisible()
    await expect(canvas.getByRole('row', { name: /^plan text Solo Team/ })).toBeVisible()
    await expect(canvas.getByRole('row', { name: /^note null optional may be null/ })).toBeInTheDocument()
  },
}

export const Playground: Story = {
  decorators: frame((opened) => {
    withSchema(opened, rich)
    lastRun(opened, { yields: 'many' })
  }),
}

export const NoSchemaAndNeverRun: Story = {
  decorators: frame(() => undefined),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Never run as a whole.')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Use output' })).toHaveAttribute('aria-disabled', 'true')
  },
}

export const UsesOutput: Story = {
  decorators: frame((opened) => {
    lastRun(opened, { yields: 'many' })
    proven(opened)
  }),
  play: async ({ canvas, step }) => {
    await step('what came back becomes the schema', async () => {
      await userEvent.click(await canvas.findByRole('button', { name: 'Use output' }))
      await expect(await canvas.findByRole('row', { name: /^email text email/ })).toBeVisible()
      await expect(canvas.getByText('Fresh: tested as it is now.')).toBeVisible()
    })
    await step('examples are kept when somebody asks for it', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Keep examples' }))
      await expect(await canvas.findByRole('button', { name: 'Remove 3 examples' })).toBeVisible()
    })
  },
}

export const ChangedSince: Story = {
  decorators: frame((opened) => {
    withSchema(opened, schemaOf(seen))
    proven(opened)
    change(opened, [
      {
        edit: 'setSetting',
        operation: opened.operation,
        node: opened.node('request'),
        path: ['url'],
        value: '/classes/Other',
      },
    ])
  }),
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByText(/^Configuration changed since its last test: Address of /),
    ).toBeVisible()
  },
}

export const Drifted: Story = {
  decorators: frame((opened) => {
    withSchema(opened, schemaOf([{ objectId: 'a', name: 'x', email: 'a@b.example', phone: '1', region: 1 }]))
    lastRun(opened, { yields: 'many' })
    proven(opened)
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/^The data has drifted\..*phone is gone\./)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Use output' }))
    await waitFor(() => expect(canvas.getByText('Fresh: tested as it is now.')).toBeVisible())
  },
}
