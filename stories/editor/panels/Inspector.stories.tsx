import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import type { NewCredential } from '../../../src/api/contract.ts'
import { Inspector } from '../../../src/editor/panels/inspector/Inspector.tsx'
import type { Json } from '../../../src/model/json.ts'
import { edit, undo } from '../../../src/store/edit.ts'
import { selectOperation } from '../../../src/store/selectors.ts'
import { readOnlyChanged, sectionFolded, selected } from '../../../src/store/sessionSlice.ts'
import { noRunner, type OpenEditor } from '../../../test/store/editor.ts'
import { editor, framed } from '../canvas/frame.tsx'
import { check, lastRun, typeInput } from './lastRun.ts'

const select = (kind: string) => (opened: OpenEditor) => {
  check(opened)
  lastRun(opened)
  opened.store.dispatch(selected([opened.node(kind)]))
}
const set = (opened: OpenEditor, kind: string, path: readonly (string | number)[], value: Json) =>
  opened.store.dispatch(
    edit([{ edit: 'setSetting', operation: opened.operation, node: opened.node(kind), path, value }], {
      label: 'Set',
      policy: 'ignore',
    }),
  )
const frame = (prepare: (opened: OpenEditor) => void) => [framed({ prepare, width: 312, height: 820 })]

const meta = {
  title: 'Panels/Inspector',
  component: Inspector,
  parameters: { layout: 'centered' },
} satisfies Meta<typeof Inspector>
export default meta
type Story = StoryObj<typeof meta>

const settings = (kind: string) =>
  selectOperation(editor.store.getState())?.graph.nodes[editor.node(kind)]?.settings
const steps = () => editor.store.getState().document.history.undo.map(({ label }) => label)

export const Default: Story = {
  decorators: frame(select('request')),
  play: async ({ canvas, step }) => {
    const address = canvas.getByRole('textbox', { name: 'Address' })
    await step('what is typed behind the ? becomes rows, and rows are read there', async () => {
      await userEvent.click(address)
      await userEvent.keyboard('{End}?limit=5')
      await expect(settings('request')?.['query']).toEqual([
        { name: 'limit', value: '5', enabled: true, whenEmpty: 'omit' },
      ])
      await expect(canvas.getByRole('textbox', { name: 'Value of limit' })).toHaveValue('5')
      await userEvent.type(canvas.getByRole('textbox', { name: 'Value of limit' }), '0')
      await expect(address).toHaveValue('/classes/Customer/{{ input.customerId }}?limit=50')
    })
    await step('a burst of keys is one undo step, and each field has its own', async () => {
      await expect(steps()).toEqual(['Change Address', 'Change Query'])
      editor.store.dispatch(undo())
      editor.store.dispatch(undo())
      await waitFor(() => expect(address).toHaveValue('/classes/Customer/{{ input.customerId }}'))
    })
  },
}

export const Playground: Story = { decorators: frame(select('request')) }

export const Rows: Story = {
  decorators: frame(select('request')),
  play: async ({ canvas, step }) => {
    const headers = within(canvas.getByRole('group', { name: 'Headers' }))
    await step('a row is added and its name takes the focus', async () => {
      await userEvent.click(headers.getByRole('button', { name: 'Add a header' }))
      await waitFor(() =>
        expect(headers.getByRole('textbox', { name: 'Name of row 1 of Headers' })).toHaveFocus(),
      )
    })
    await step('several pasted lines become rows', async () => {
      await userEvent.paste('Accept: application/json\nX-Trace: {{ input.customerId }}')
      await expect(settings('request')?.['headers']).toMatchObject([
        { name: 'Accept', value: 'application/json' },
        { name: 'X-Trace', value: '{{ input.customerId }}' },
      ])
    })
    await step('rows move by the arrows on their handle', async () => {
      headers.getByRole('button', { name: /Move “X-Trace”/ }).focus()
      await userEvent.keyboard('{ArrowUp}')
      await expect(settings('request')?.['headers']).toMatchObject([{ name: 'X-Trace' }, { name: 'Accept' }])
    })
    await step('a row is turned off, told what to do when empty, and deleted', async () => {
      await userEvent.click(headers.getByRole('checkbox', { name: 'Send “Accept”' }))
      await userEvent.click(headers.getByRole('button', { name: 'Options of “Accept”' }))
      await userEvent.selectOptions(headers.getByRole('combobox', { name: 'When empty' }), 'send-empty')
      await expect(settings('request')?.['headers']).toMatchObject([
        { name: 'X-Trace' },
        { name: 'Accept', enabled: false, whenEmpty: 'send-empty' },
      ])
      await userEvent.click(headers.getByRole('button', { name: 'Delete' }))
      await expect(settings('request')?.['headers']).toHaveLength(1)
    })
  },
}

export const Inputs: Story = {
  decorators: frame(select('inputs')),
  play: async ({ canvas, step }) => {
    await step('a field is added, and its name goes with its title', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Add a field' }))
      await userEvent.type(canvas.getByRole('textbox', { name: 'Title' }), 'Changed since')
      await expect(canvas.getByRole('textbox', { name: 'Name' })).toHaveValue('changedSince')
    })
    await step('renaming the first rewrites what refers to it', async () => {
      await userEvent.click(canvas.getByRole('button', { name: /^Customer ID/ }))
      const name = canvas.getByRole('textbox', { name: 'Name' })
      await userEvent.clear(name)
      await userEvent.type(name, 'changedSince{Enter}')
      await expect(canvas.getByText('Another field is called “changedSince”.')).toBeVisible()
      await userEvent.clear(name)
      await userEvent.type(name, 'id{Enter}')
      await expect(settings('request')?.['url']).toBe('/classes/Customer/{{ input.id }}')
    })
    await step('fields move by the arrows on their handle', async () => {
      canvas.getByRole('button', { name: /Move Changed since/ }).focus()
      await userEvent.keyboard('{ArrowUp}')
      await expect(settings('inputs')?.['fields']).toMatchObject([{ name: 'changedSince' }, { name: 'id' }])
    })
  },
}

const fields = () => settings('inputs')?.['fields']

export const InputsWithinInputs: Story = {
  decorators: frame(select('inputs')),
  play: async ({ canvas, step }) => {
    await step('an object has fields of its own, which are named, typed and put in order', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Add a field' }))
      await userEvent.type(canvas.getByRole('textbox', { name: 'Title' }), 'Address')
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Type' }), 'Object')
      const members = within(canvas.getByRole('group', { name: 'Its fields of Address' }))
      await userEvent.click(members.getByRole('button', { name: 'Add a field to Address' }))
      await userEvent.type(members.getByRole('textbox', { name: 'Title' }), 'City')
      const name = members.getByRole('textbox', { name: 'Name' })
      await userEvent.clear(name)
      await userEvent.type(name, 'city{Enter}')
      await userEvent.click(members.getByRole('switch', { name: 'Required' }))
      await userEvent.click(members.getByRole('button', { name: 'Add a field to Address' }))
      const second = members.getByRole('textbox', { name: 'Name' })
      await userEvent.clear(second)
      await userEvent.type(second, 'city{Enter}')
      await expect(members.getByText('Another field is called “city”.')).toBeVisible()
      await userEvent.clear(second)
      await userEvent.type(second, 'floor{Enter}')
      await userEvent.selectOptions(members.getByRole('combobox', { name: 'Type' }), 'Whole number')
      members.getByRole('button', { name: /Move floor/ }).focus()
      await userEvent.keyboard('{ArrowUp}')
      await expect(fields()).toMatchObject([
        { name: 'customerId' },
        {
          name: 'address',
          type: 'object',
          fields: [
            { name: 'floor', type: 'integer' },
            { name: 'city', title: 'City', required: true },
          ],
        },
      ])
    })
    await step('rules are numbers, and stand behind a fold until there is one', async () => {
      const members = within(canvas.getByRole('group', { name: 'Its fields of Address' }))
      await userEvent.click(members.getByRole('button', { name: 'Rules' }))
      await userEvent.type(members.getByRole('spinbutton', { name: 'At least' }), '-2')
      await expect(fields()).toMatchObject([{}, { fields: [{ rules: { minimum: -2 } }, {}] }])
    })
    await step('it is shown only when', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Add a condition' }))
      await expect(fields()).toMatchObject([
        {},
        { visibleWhen: [{ left: '{{ input.customerId }}', test: 'equals', right: '' }] },
      ])
    })
    await step('another type begins anew: a list of texts, one of several forms', async () => {
      await userEvent.selectOptions(
        canvas.getAllByRole('combobox', { name: 'Type' })[0] as HTMLElement,
        'List',
      )
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Each element is' }), 'Text')
      await userEvent.type(canvas.getByRole('textbox', { name: 'An element is called' }), 'E-mail')
      await expect(fields()).toMatchObject([{}, { type: 'list', item: { type: 'string', title: 'E-mail' } }])
      await expect((fields() as unknown[])[1]).not.toHaveProperty('fields')
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Type' }), 'One of several')
      const forms = within(canvas.getByRole('group', { name: 'Its forms of Address' }))
      await userEvent.click(forms.getByRole('button', { name: /^Second form/ }))
      await userEvent.click(forms.getByRole('button', { name: 'Delete form' }))
      await expect(fields()).toMatchObject([{}, { type: 'one-of', variants: [{ title: 'First form' }] }])
    })
  },
}

export const Auth: Story = {
  decorators: frame(select('auth')),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('combobox', { name: 'Authentication' })).toHaveDisplayValue(
      'Application keys',
    )
  },
}

export const Output: Story = { decorators: frame(select('output')) }

export const Body: Story = {
  decorators: frame((opened) => {
    set(opened, 'request', ['body'], {
      kind: 'json',
      text: '{\n  "name": "{{ input.customerId }}",\n  "limit": 5,\n  "all": true\n}',
    })
    select('request')(opened)
  }),
}

export const EffectiveRequest: Story = {
  decorators: frame((opened) => {
    typeInput(opened, { customerId: 'a/b' })
    opened.store.dispatch(sectionFolded({ section: 'request/Effective request', open: true }))
    select('request')(opened)
  }),
  play: async ({ canvas }) => {
    const drawn = await canvas.findByRole(
      'region',
      { name: 'The request as it would be sent' },
      { timeout: 5_000 },
    )
    await waitFor(() => expect(drawn).toHaveTextContent('/demo/parse/classes/Customer/a%2Fb'))
    await expect(drawn).toHaveTextContent('X-Parse-REST-API-Key: ••••••••')
  },
}

export const WithProblems: Story = {
  decorators: frame((opened) => {
    set(opened, 'request', ['url'], '/classes/Customer/{{ input.customerid }}')
    set(
      opened,
      'request',
      ['headers'],
      [
        {
          name: 'Authorization',
          value: 'Bearer sk_live_4eC39HqLyjWDarjtT1zdp7dc',
          enabled: true,
          whenEmpty: 'omit',
        },
      ],
    )
    select('request')(opened)
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Move to credential' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Write “customerId”' }))
    await expect(settings('request')?.['url']).toBe('/classes/Customer/{{ input.customerId }}')
  },
}

const kept: NewCredential[] = []

export const MoveSecret: Story = {
  decorators: frame((opened) => {
    kept.length = 0
    Object.assign(opened.store.extra, {
      runner: {
        ...noRunner,
        createCredential: async (credential: NewCredential) => {
          kept.push(credential)
          return { id: 'credential-1' }
        },
      },
    })
    set(
      opened,
      'request',
      ['headers'],
      [{ name: 'X-Api-Key', value: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc', enabled: true, whenEmpty: 'omit' }],
    )
    select('request')(opened)
  }),
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Move to credential' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Move to credential' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Move' }))
    await waitFor(() => expect(kept).toHaveLength(1))
    await expect(Object.values(kept[0]?.fields ?? {})).toEqual(['sk_live_4eC39HqLyjWDarjtT1zdp7dc'])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await expect(JSON.stringify(editor.store.getState().document.connector)).not.toContain('sk_live_')
    await expect(steps()).toEqual(['Move to credential'])
  },
}

export const NothingSelected: Story = {
  decorators: frame((opened) => {
    set(opened, 'request', ['url'], '')
    check(opened)
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'Title' })).toHaveValue('Get details of customer')
  },
}

export const Edge: Story = {
  decorators: frame((opened) => {
    const edges = Object.keys(opened.connector.operations[0]?.graph.edges ?? {})
    opened.store.dispatch(selected(edges.slice(0, 1)))
  }),
}

export const Several: Story = {
  decorators: frame((opened) =>
    opened.store.dispatch(selected([opened.node('request'), opened.node('inputs')])),
  ),
}

export const ReadOnly: Story = {
  decorators: frame((opened) => {
    select('request')(opened)
    opened.store.dispatch(readOnlyChanged('This connector is open in another tab.'))
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText('This connector is open in another tab.')).toBeVisible()
    await expect(canvas.getByRole('textbox', { name: 'Address' })).toHaveAttribute('readonly')
  },
}
