import type { Decorator } from '@storybook/react-vite'
import { type ReactNode, useState } from 'react'
import { Provider } from 'react-redux'
import type { CredentialSummary, RunSummary } from '../../src/api/contract.ts'
import {
  type ConnectorListing,
  type ConnectorShelf,
  type EditorHost,
  HostContext,
} from '../../src/editor/shell/host.ts'
import { Overlays } from '../../src/editor/shell/Overlays.tsx'
import type { Route } from '../../src/editor/shell/routes.ts'
import type { Connector } from '../../src/model/document.ts'
import { documentOpened } from '../../src/store/documentSlice.ts'
import type { RunnerClient } from '../../src/store/runnerClient.ts'
import { ToastRegion } from '../../src/ui/ToastRegion.tsx'
import { noRunner, openEditor, type OpenEditor } from '../../test/store/editor.ts'
import { customers } from './canvas/customers.ts'

/** How long to wait for what comes in a part of its own, fetched when it is first asked for. */
export const loaded = { timeout: 5_000 }

/** A moment that all stories stand in. */
export const storyNowMs = 1_767_225_600_000
export const demoUrl = 'http://127.0.0.1:4400/demo/parse'

/** A shelf that nothing is on, for stories that change what it answers. */
export const emptyShelf: ConnectorShelf = {
  list: async () => [],
  read: async () => undefined,
  create: async () => undefined,
  replace: async () => undefined,
  remove: async () => undefined,
  watch: () => () => undefined,
}

export interface StageProps {
  /** The open connector; null: none, as on the home page. */
  readonly connector?: Connector | null
  readonly route?: Route
  readonly listings?: readonly ConnectorListing[]
  readonly credentials?: readonly CredentialSummary[]
  readonly runs?: readonly RunSummary[]
  readonly host?: Partial<EditorHost>
  readonly runner?: Partial<RunnerClient>
  readonly prepare?: (editor: OpenEditor) => void
  /** The screen draws by itself what stands above every page, as the shell does. */
  readonly whole?: boolean
  readonly children: ReactNode
}

/** What the screen asked of its host in the story drawn last, for its play function. */
export let asked: string[] = []
export let stage: OpenEditor

/** A screen with a store, a scripted host and what stands above every page. */
export function Stage(props: StageProps) {
  const [parts] = useState(() => createStage(props))
  return (
    <Provider store={parts.store}>
      <HostContext value={parts.host}>
        {props.children}
        {props.whole !== true && (
          <>
            <Overlays />
            <ToastRegion />
          </>
        )}
      </HostContext>
    </Provider>
  )
}

function createStage(props: StageProps) {
  const connector = props.connector === undefined ? customers() : props.connector
  const editor = openEditor(customers())
  if (connector === null) editor.store.dispatch(documentOpened({ connector: undefined, seq: 0 }))
  else editor.store.dispatch(documentOpened({ connector, seq: 0 }))
  stage = editor
  asked = []
  const note = (words: string) => void asked.push(words)
  let kept = [...(props.credentials ?? [])]
  const runner: RunnerClient = {
    ...noRunner,
    credentials: async () => kept,
    async createCredential(credential) {
      const { fields, secret, ...rest } = credential
      const made: CredentialSummary = {
        ...rest,
        id: `credential${kept.length + 1}`,
        fields: Object.entries(fields).map(([name, value]) =>
          secret.includes(name) ? { name, secret: true } : { name, secret: false, shown: value },
        ),
        createdMs: storyNowMs,
        changedMs: storyNowMs,
      }
      kept = [...kept, made]
      note(`create credential ${made.title}`)
      return made
    },
    async deleteCredential(id) {
      kept = kept.filter((credential) => credential.id !== id)
      note(`delete credential ${id}`)
    },
    testCredential: async () => ({
      ok: true,
      status: 200,
      message: 'Customers demo accepted the keys (200, 41 ms).',
    }),
    ...props.runner,
  }
  const host: EditorHost = {
    route: props.route ?? { page: 'home' },
    go: (route) => note(`go ${route.page}`),
    shelf: {
      list: async () => props.listings ?? [],
      read: async () => connector ?? customers(),
      create: async (made) => note(`create ${made.title}`),
      replace: async (made) => note(`replace ${made.title}`),
      remove: async (id) => note(`remove ${id}`),
      watch: () => () => undefined,
    },
    runner,
    runs: async () => props.runs ?? [],
    presence: 'there',
    askRunner: () => note('ask runner'),
    demoUrl,
    takeOver: async () => note('take over'),
    retrySaving: () => note('retry saving'),
    storageProblem: undefined,
    opening: { state: 'open' },
    nowMs: () => storyNowMs,
    ...props.host,
  }
  props.prepare?.(editor)
  return { store: editor.store, host }
}

export type StageOptions = Omit<StageProps, 'children'>

/**
 * Puts a story on the stage that its `parameters.stage` describes. A function, because Storybook merges the parameters of a
 * story into those of its file, object by object.
 */
export const onStage: Decorator = (Story, { parameters }) => {
  const stage = parameters['stage'] as (() => StageOptions) | undefined
  return (
    <Stage {...stage?.()}>
      <Story />
    </Stage>
  )
}

/** The parameter that `onStage` reads. */
export const staged = (options: StageOptions): { readonly stage: () => StageOptions } => ({
  stage: () => options,
})
