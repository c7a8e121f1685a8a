import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import type { RunId } from '../../../src/engine/events.ts'
import type { Json } from '../../../src/model/json.ts'
import { commandById } from '../../../src/store/commands/list.ts'
import { edit } from '../../../src/store/edit.ts'
import { RunPanel } from '../../../src/editor/panels/run/RunPanel.tsx'
import { exchangeLoaded, pagingTried, runDisconnected, runTold } from '../../../src/store/runSlice.ts'
import { selectOperation } from '../../../src/store/selectors.ts'
import { showTrial } from '../../../src/store/showTrial.ts'
import { exchangeShown, frameShown, runTabChosen, selected } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { editor, framed } from '../canvas/frame.tsx'
import { pagesOf, trialOf } from '../canvas/pages.ts'
import { running, sampled, waiting } from '../canvas/runs.ts'
import { check, lastRun, openPanel, tellPages, tellTimes } from './lastRun.ts'

const frame = (prepare: (opened: OpenEditor) => void) => [
  framed({
    height: 264,
    prepare: (opened) => {
      openPanel(opened)
      check(opened)
      prepare(opened)
    },
  }),
]

const meta = {
  title: 'Panels/RunPanel',
  component: RunPanel,
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof RunPanel>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  decorators: frame((opened) => lastRun(opened, { yields: 'many', masked: 2 })),
  play: async ({ canvas, step }) => {
    await step('records stand in a table, paged from the runner', async () => {
      const table = canvas.getByRole('grid', { name: 'Records' })
      await expect(table).toHaveAttribute('aria-rowcount', '251')
      await expect(canvas.getByText('Customer 1')).toBeVisible()
      await expect(canvas.getByText('2 secret values hidden')).toBeVisible()
      await expect(canvas.getByText('Finished in 1.07 s')).toBeVisible()
      table.focus()
      await userEvent.keyboard('{Control>}{End}{/Control}')
      await expect(await canvas.findByText('Customer 250')).toBeVisible()
    })
    await step('a record opens as a tree, and as text', async () => {
      await userEvent.keyboard('{Enter}')
      await expect(await canvas.findByRole('tree', { name: /Output of/ })).toBeVisible()
      await userEvent.click(canvas.getByRole('radio', { name: 'Raw' }))
      await expect(canvas.getByRole('region', { name: 'Output as JSON' })).toHaveTextContent('"Customer 250"')
    })
  },
}

export const Playground: Story = { decorators: frame((opened) => lastRun(opened, { yields: 'many' })) }

export const OneValue: Story = {
  decorators: frame((opened) => lastRun(opened)),
  play: async ({ canvas }) => {
    const tree = canvas.getByRole('tree', { name: 'Output of Get details of customer' })
    await expect(tree).toHaveTextContent('9007199254740993')
  },
}

export const NeverRun: Story = {
  decorators: frame(() => undefined),
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Not run yet.')).toBeVisible()
  },
}

export const Running: Story = { decorators: frame(running), parameters: { a11y: { test: 'error' } } }
export const Waiting: Story = {
  decorators: frame(waiting),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/Waiting as the service asked/)).toBeVisible()
  },
}

export const Failed: Story = {
  decorators: frame((opened) =>
    lastRun(opened, { failure: { message: 'There is no such customer (404).' } }),
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText('There is no such customer (404).')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Try again' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Look at “Get customer”' }))
    await expect(Object.keys(editor.store.getState().session.selected)).toEqual([editor.node('request')])
  },
}

export const RunnerGone: Story = {
  decorators: frame((opened) => {
    running(opened)
    opened.store.dispatch(
      runDisconnected({ operation: opened.operation, why: 'The runner does not answer.' }),
    )
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText('The runner does not answer')).toBeVisible()
  },
}

export const Requests: Story = {
  decorators: frame((opened) => {
    lastRun(opened)
    opened.store.dispatch(runTabChosen('requests'))
  }),
  play: async ({ canvas }) => {
    const table = await canvas.findByRole('grid', { name: 'Requests' })
    table.focus()
    await userEvent.keyboard('{Enter}')
    const body = await canvas.findByRole('region', { name: 'Body of the answer' })
    await expect(body).toHaveTextContent('"orderId": 9007199254740993')
    await userEvent.click(canvas.getByRole('button', { name: 'Copy as cURL' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Windows cmd' }))
    await waitFor(async () => expect(await editor.store.extra.clipboard.read()).toMatch(/^curl /))
  },
}

/** A sample asked to wait: that nothing was sent is said in the list and in full, and the wait has its row. */
export const Sampled: Story = {
  decorators: frame((opened) => {
    sampled(opened)
    opened.store.dispatch(runTabChosen('requests'))
  }),
  play: async ({ canvas, step }) => {
    await step('the list says who answered', async () => {
      const table = await canvas.findByRole('grid', { name: 'Requests' })
      await expect(within(table).getByText('Sample')).toBeVisible()
      await expect(within(table).getByText('the service')).toBeVisible()
      table.focus()
      await userEvent.keyboard('{Enter}')
      await expect(await canvas.findByText(/Nothing was sent: a sample answered/)).toBeVisible()
    })
    await step('the bar says that the values are not the service’s own word', async () => {
      await expect(canvas.getAllByText('Sample').length).toBeGreaterThan(2)
    })
    await step('the timeline too, with the wait', async () => {
      await userEvent.click(canvas.getByRole('tab', { name: /Timeline/ }))
      await expect(await canvas.findByText(/429, sample$/)).toBeVisible()
      await expect(canvas.getByText(/^Waiting /)).toBeVisible()
    })
  },
}

/** A place that detection went by, in the answer that it came from. */
export const Evidence: Story = {
  decorators: frame((opened) => {
    lastRun(opened)
    opened.store.dispatch(
      exchangeShown({
        exchange: 'exchange-1',
        evidence: {
          of: 'answer',
          spot: { in: 'body', at: 'orderId' },
          words: 'The name says that it leads on: orderId.',
          records: '',
        },
      }),
    )
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('region', { name: /^Evidence: The name says/ })).toHaveFocus()
    const body = await canvas.findByRole('region', { name: 'Body of the answer' })
    await expect(within(body).getByText('9007199254740993', { selector: 'mark' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Back' }))
    await waitFor(() => expect(canvas.queryByRole('region', { name: /^Evidence/ })).toBeNull())
  },
}

export const Log: Story = {
  decorators: frame((opened) => {
    lastRun(opened, { failure: { message: 'There is no such customer (404).' } })
    opened.store.dispatch(runTabChosen('log'))
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('region', { name: 'Log' })).toHaveTextContent(
      'There is no such customer',
    )
  },
}

export const Input: Story = {
  decorators: frame(() => undefined),
  play: async ({ canvas }) => {
    const id = canvas.getByRole('textbox', { name: 'Customer ID' })
    await expect(id).toHaveValue('cOitPJvgMW')
    await userEvent.clear(id)
    await waitFor(() =>
      expect(editor.store.getState().session.inputs[editor.operation]).toEqual({ customerId: '' }),
    )
    await userEvent.type(id, 'x1')
    await expect(editor.store.getState().session.inputs[editor.operation]).toEqual({ customerId: 'x1' })
  },
}

export const Closed: Story = {
  decorators: [framed({ height: 40, prepare: (opened) => lastRun(opened) })],
}

const withPages = (count: number, rule: string) => (opened: OpenEditor) => {
  lastRun(opened, { yields: 'many' })
  tellPages(opened, count, rule)
  opened.store.dispatch(runTabChosen('pages'))
}

/** Every page of a list; one of them in full, with what changed in its request marked. */
export const Pages: Story = {
  decorators: frame(withPages(3, 'short-page')),
  play: async ({ canvas }) => {
    const table = await canvas.findByRole('grid', { name: 'Pages' })
    await expect(canvas.getByText('skip 100 → 200')).toBeVisible()
    table.focus()
    await userEvent.keyboard('{ArrowDown}')
    const page = await canvas.findByRole('region', { name: /^Page [12]$/ })
    await expect(page).toHaveTextContent('in the query parameter skip')
    await expect(canvas.getByRole('button', { name: 'Go on from here' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Close the page' }))
    await waitFor(() => expect(canvas.queryByRole('region', { name: /^Page/ })).toBeNull())
  },
}

/** A try that failed, on a service that is made up, in the place of the last run's pages. */
export const Simulated: Story = {
  decorators: frame((opened) => {
    withPages(3, 'short-page')(opened)
    const node = selectOperation(opened.store.getState())?.graph.nodes[opened.node('request')]
    if (node === undefined) return
    const trial = trialOf(3, 2)
    opened.store.dispatch(
      pagingTried({
        container: node.id,
        tried: {
          node,
          dots: [trial.dot],
          trials: {
            F11: {
              ...trial,
              run: { ...trial.run, pages: pagesOf(3, 'empty-page', node.id) },
              page: `${node.id}:2`,
            },
          },
          running: false,
        },
      }),
    )
    opened.store.dispatch(showTrial(node.id, 'F11'))
  }),
  play: async ({ canvas, step }) => {
    await step('it is told from the last run, and the page at fault is open', async () => {
      const bar = await canvas.findByRole('region', { name: /^A try, not the last run/ })
      await expect(bar).toHaveTextContent('Simulated')
      await expect(bar).toHaveFocus()
      const page = await canvas.findByRole('region', { name: 'Page 2' })
      await expect(page).toHaveTextContent('It went wrong here.')
      await expect(page).not.toHaveTextContent('Go on from here')
      await expect(canvas.getByRole('row', { selected: true })).toHaveTextContent('went wrong here')
    })
    await step('one key leads back to the last run', async () => {
      await userEvent.tab()
      await userEvent.keyboard('{Enter}')
      await expect(await canvas.findByRole('button', { name: 'Fetch one page' })).toBeVisible()
      await expect(canvas.getByRole('region', { name: 'List of pages' })).toHaveFocus()
    })
  },
}

const answered = { customers: [{ id: 'cus_1' }], archived: [{ id: 'cus_9' }], next: 'YWJj', seed: 77 }

/** Several values go from page to page: each has one colour and number, in the request and in the answer. */
export const SeveralValues: Story = {
  decorators: frame((opened) => {
    const { store, operation } = opened
    store.dispatch(selected([opened.node('request')]))
    void commandById('add-pagination-loop').run(store)
    const node = opened.node('pagination-loop')
    const set = (of: typeof node, path: string[], value: Json) =>
      ({ edit: 'setSetting', operation, node: of, path, value }) as const
    store.dispatch(
      edit(
        [
          set(opened.node('request'), ['records'], 'customers, archived'),
          set(node, ['carry'], { from: 'last-record', path: 'id' }),
          set(node, ['extra'], [{ name: 'seed', carry: { from: 'body', path: 'seed' } }]),
          set(
            node,
            ['put'],
            [
              { to: 'query', name: 'after' },
              { to: 'header', name: 'X-After' },
              { to: 'query', name: 'seed', value: '{{ page.extra.seed }}' },
            ],
          ),
        ],
        { label: 'Set', policy: 'ignore' },
      ),
    )
    lastRun(opened, { yields: 'many' })
    const at = `${node}:2`
    store.dispatch(
      runTold({
        operation,
        id: 'run-1' as RunId,
        events: [
          {
            type: 'page',
            seq: 100,
            atMs: 1,
            node,
            at,
            index: 2,
            count: 2,
            ms: 12,
            exchange: 'exchange-2' as never,
            put: { value: 'cus_5', where: 'the query parameter after', spot: { in: 'query', at: 'after' } },
            next: { value: 'cus_9', where: 'id of the last record', spot: { in: 'last-record', at: 'id' } },
          },
        ],
      }),
    )
    const body = JSON.stringify(answered)
    store.dispatch(
      exchangeLoaded({
        operation,
        exchange: {
          id: 'exchange-2',
          at,
          attempt: 1,
          request: {
            method: 'GET',
            url: 'https://api.example.com/customers?limit=2&after=cus_5&seed=77',
            headers: [['X-After', 'cus_5']],
            bodyBytes: 0,
            bodyBase64: '',
          },
          response: {
            status: 200,
            statusText: 'OK',
            headers: [],
            bodyBase64: btoa(body),
            bodyBytes: body.length,
          },
        },
      }),
    )
    store.dispatch(frameShown({ node, at }))
  }),
  play: async ({ canvas }) => {
    const page = await canvas.findByRole('region', { name: 'Page 2' })
    const marked = (words: string) => within(page).getByText(words, { selector: 'mark' })
    await expect(marked('after=cus_5')).toHaveAttribute('data-number', '1')
    await expect(marked('cus_5')).toHaveAttribute('data-number', '1')
    await expect(marked('seed=77')).toHaveAttribute('data-number', '2')
    // Records stand in two lists: the last record is the last of the second.
    await expect(marked('"cus_9"')).toHaveAttribute('data-number', '1')
    await expect(marked('77')).toHaveAttribute('data-number', '2')
    await expect(within(page).getByRole('list', { name: 'Carried values' })).toHaveTextContent(
      'put into the query parameter after, the header X-After; next from id of the last record',
    )
  },
}

/** Ten thousand of them scroll as three do. */
export const ManyPages: Story = {
  decorators: frame(withPages(10_000, 'max-pages')),
  play: async ({ canvas }) => {
    const table = await canvas.findByRole('grid', { name: 'Pages' })
    await expect(table).toHaveAttribute('aria-rowcount', '10001')
    table.focus()
    await userEvent.keyboard('{Control>}{End}{/Control}')
    await expect(await canvas.findByText('there may be more')).toBeVisible()
  },
}

export const NoPages: Story = {
  decorators: frame((opened) => opened.store.dispatch(runTabChosen('pages'))),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/^No pages yet/)).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Fetch one page' })).toBeVisible()
  },
}

/** What the time of each request went into, and what was waited for. */
export const Timeline: Story = {
  decorators: frame((opened) => {
    lastRun(opened, { yields: 'many' })
    tellTimes(opened)
    opened.store.dispatch(runTabChosen('timeline'))
  }),
  play: async ({ canvas }) => {
    await canvas.findByRole('grid', { name: 'Timeline' })
    await expect(canvas.getByText('Waiting as the service asked')).toBeVisible()
    await expect(canvas.getAllByText(/^connecting 2 ms, first byte 240 ms/)).toHaveLength(2)
  },
}
