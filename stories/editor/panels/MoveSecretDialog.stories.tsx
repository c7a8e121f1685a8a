import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import type { NewCredential } from '../../../src/api/contract.ts'
import { MoveSecretDialog } from '../../../src/editor/panels/inspector/MoveSecretDialog.tsx'
import { checkOperation } from '../../../src/model/checks.ts'
import type { Connector, GraphNode } from '../../../src/model/document.ts'
import type { Json } from '../../../src/model/json.ts'
import type { Problem } from '../../../src/model/problem.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { applyEdits } from '../../../src/store/edit.ts'
import { noRunner, type OpenEditor } from '../../../test/store/editor.ts'
import { customers, nodeOf } from '../canvas/customers.ts'
import { editor, framed } from '../canvas/frame.tsx'

const secret = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'

/** The sample with something typed into its request, and what the check says of it. */
function typed(setting: string, value: Json): { connector: Connector; problem: Problem } {
  const sample = customers()
  const [first] = sample.operations
  if (first === undefined) throw new Error('The sample has no operation.')
  const { id: operation } = first
  const { id: node } = nodeOf(sample, 'request') as GraphNode
  const edits = [{ edit: 'setSetting', operation, node, path: [setting], value }] as const
  const { connector } = applyEdits(sample, edits)
  const problem = checkOperation(connector, operation, catalog).find(({ code }) => code === 'literal-secret')
  if (problem === undefined) throw new Error('The check found no secret.')
  return { connector, problem }
}
const inHeader = typed('headers', [{ name: 'X-Api-Key', value: secret, enabled: true, whenEmpty: 'omit' }])
const inAddress = typed('url', '/classes/Customer?api_key=4eC39HqLyjWDarjt&access_token=9fB21cTTaQ07xxee')

let kept: NewCredential[] = []
const keeping = ({ store }: OpenEditor) => {
  kept = []
  Object.assign(store.extra, {
    runner: {
      ...noRunner,
      createCredential: async (credential: NewCredential) => {
        kept.push(credential)
        return { id: 'credential-1' }
      },
    },
  })
}

const meta = {
  title: 'Panels/MoveSecretDialog',
  component: MoveSecretDialog,
  args: { problem: inHeader.problem, onClose: fn() },
  decorators: [framed({ connector: inHeader.connector, prepare: keeping, height: 40 })],
} satisfies Meta<typeof MoveSecretDialog>
export default meta
type Story = StoryObj<typeof meta>

const move = async () => userEvent.click(await screen.findByRole('button', { name: 'Move' }))
const file = () => JSON.stringify(editor.store.getState().document.connector)

/** The value goes to the runner under the name that was typed; the document names the field. It is never shown. */
export const Default: Story = {
  async play({ args }) {
    const dialog = await screen.findByRole('dialog', { name: 'Move to credential' })
    await expect(dialog).toHaveTextContent('1 secret')
    await expect(dialog).not.toHaveTextContent(secret)
    const name = screen.getByRole('textbox', { name: 'Name of the credential' })
    await waitFor(() => expect(name).toHaveFocus())
    await userEvent.clear(name)
    await userEvent.type(name, 'Keys of Ana')
    await move()
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(kept.map(({ title, fields }) => [title, ...Object.values(fields)])).toEqual([
      ['Keys of Ana', secret],
    ])
    await expect(file()).not.toContain('sk_live_')
  },
}

export const Several: Story = {
  args: { problem: inAddress.problem },
  decorators: [framed({ connector: inAddress.connector, prepare: keeping, height: 40 })],
  async play() {
    await expect(await screen.findByText('2 secrets')).toBeVisible()
    await expect(screen.getByText(/^Moved: auth\..+, auth\./)).toBeVisible()
  },
}

/** Without the runner there is no vault: the document stays as it was, and why is said. */
export const Refused: Story = {
  decorators: [framed({ connector: inHeader.connector, height: 40 })],
  async play({ args }) {
    await move()
    await expect(await screen.findByRole('alert')).toHaveTextContent('The connector is as it was.')
    await expect(file()).toContain('sk_live_')
    await expect(args.onClose).not.toHaveBeenCalled()
  },
}

/** Somebody has changed the text meanwhile: there is nothing to move, and the button says so. */
export const GoneMeanwhile: Story = {
  decorators: [framed({ prepare: keeping, height: 40 })],
  async play() {
    const button = await screen.findByRole('button', { name: 'Move' })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    button.focus()
    await expect(await screen.findByRole('tooltip')).toHaveTextContent('The text has changed')
  },
}
