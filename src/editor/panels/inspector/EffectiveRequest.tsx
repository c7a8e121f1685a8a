import { type CSSProperties, useEffect, useMemo, useState } from 'react'
import { templateReferences } from '../../../expressions/evaluate.ts'
import { settingTexts } from '../../../model/checks/expressions.ts'
import type { Connector, GraphNode, Operation } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'
import {
  type EffectiveRequest,
  type EffectiveText,
  effectiveRequest,
} from '../../../nodes/request/effective.ts'
import { requestSettings } from '../../../nodes/request/settings.ts'
import { shownForCurl } from '../../../formats/curl/copyAsCurl.ts'
import { factsOf, samplesOf } from '../../../store/picker.ts'
import { selectConnector, selectCredential, selectRun } from '../../../store/selectors.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { MethodBadge } from '../../../ui/MethodBadge.tsx'
import { useAppSelector, useEditorStore } from '../../hooks.ts'
import { CopyCurl } from '../CopyCurl.tsx'
import { hueOfPath, hueStyle, pathOf } from '../template/hues.ts'
import styles from './EffectiveRequest.module.css'
import { useNodeForm } from './nodeForm.ts'
import { sampleScope } from './sampleScope.ts'

/** The exact request for the input that is typed: method, address, headers and body, with secrets as masks. */
export function EffectiveRequestView({ node }: { node: GraphNode }) {
  const { operation } = useNodeForm()
  const connector = useAppSelector(selectConnector)
  return connector === undefined ? null : <Drawn node={node} operation={operation} connector={connector} />
}

function Drawn({
  node,
  operation,
  connector,
}: {
  node: GraphNode
  operation: Operation
  connector: Connector
}) {
  const { catalog } = useEditorStore().extra
  const input = useAppSelector((state) => state.session.inputs[operation.id])
  const samples = useAppSelector((state) => samplesOf(selectRun(state)))
  const shown = useShownFields()
  const drawn = useMemo(() => {
    const settings = requestSettings.safeParse(node.settings)
    if (!settings.success) return undefined
    const facts = factsOf(connector, operation, catalog)
    const around = sampleScope(facts, node.id, connector, input, samples, readsOf(node.settings))
    const authentication = facts.authentication(node.id)
    return {
      missing: around.missing,
      result: effectiveRequest({
        settings: settings.data,
        service: connector.service,
        authentication,
        scope: around.scope,
        shown,
      }),
    }
  }, [node, operation, connector, catalog, input, samples, shown])
  if (drawn === undefined)
    return (
      <p className={styles.hint}>The settings cannot be read as a request. Look at the problems above.</p>
    )
  return (
    <>
      {drawn.missing.length > 0 && (
        <p className={styles.hint}>
          Run the operation once to see the values of {drawn.missing.map((title) => `“${title}”`).join(', ')}.
        </p>
      )}
      {'failure' in drawn.result ? (
        <ErrorNote what="The request cannot be drawn." rule={drawn.result.failure.message} />
      ) : (
        <>
          <Request request={drawn.result} />
          <div>
            <CopyCurl request={shownForCurl(drawn.result.request)} />
          </div>
        </>
      )}
    </>
  )
}

function Request({ request }: { request: EffectiveRequest }) {
  const { scope } = useNodeForm()
  const ink = (text: EffectiveText) => <Inked text={text} hueOf={(origin) => hueOfOrigin(origin)} />
  const hueOfOrigin = (origin: string) => {
    const [reference] = templateReferences(`{{ ${origin} }}`)
    return hueOfPath(reference === undefined ? [origin] : pathOf(reference), scope)
  }
  return (
    // A region that scrolls has to take focus, or the keyboard cannot scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.request} aria-label="The request as it would be sent" tabIndex={0}>
      <p className={styles.line}>
        <MethodBadge method={request.method} /> {ink(request.url)}
      </p>
      {request.headers.map((header, index) => (
        // Headers may repeat.
        // oxlint-disable-next-line react/no-array-index-key
        <p key={index} className={styles.line}>
          <span className={styles.name}>{header.name}:</span> {ink(header.value)}
        </p>
      ))}
      {request.body !== undefined && (
        <pre className={styles.body}>
          {request.body.text === undefined
            ? `${request.body.bytes.length} bytes that are no text`
            : ink(request.body.text)}
        </pre>
      )}
    </section>
  )
}

/** Bodies can be large; people look at their beginning. */
const mostShown = 20_000

function Inked({
  text: { text, spans },
  hueOf,
}: {
  text: EffectiveText
  hueOf: (origin: string) => Parameters<typeof hueStyle>[0]
}) {
  const pieces: React.ReactNode[] = []
  let at = 0
  for (const { from, to, origin } of spans) {
    if (from >= mostShown) break
    if (from > at) pieces.push(text.slice(at, from))
    pieces.push(
      <mark
        key={from}
        className={styles.ink}
        style={hueStyle(hueOf(origin)) as CSSProperties}
        title={`from ${origin}`}
      >
        {text.slice(from, to)}
      </mark>,
    )
    at = to
  }
  pieces.push(text.slice(at, Math.max(at, mostShown)))
  if (text.length > mostShown) pieces.push(' … ')
  return pieces
}

/** Titles of nodes and the record, as far as the settings name them. */
function readsOf(settings: Readonly<Record<string, Json>>): { titles: ReadonlySet<string>; item: boolean } {
  const titles = new Set<string>()
  let item = false
  for (const [, text] of settingTexts(settings))
    for (const { root, steps } of templateReferences(text)) {
      item ||= root === 'item'
      const title = steps[0]?.key
      if (root === 'nodes' && typeof title === 'string') titles.add(title)
    }
  return { titles, item }
}

const nothingShown: Readonly<Record<string, string>> = {}

/** What the chosen credential holds that is no secret: an application id, a subdomain. */
function useShownFields(): Readonly<Record<string, string>> {
  const { runner } = useEditorStore().extra
  const chosen = useAppSelector(selectCredential)
  const [found, setFound] = useState<{ of: string; shown: Readonly<Record<string, string>> }>()
  useEffect(() => {
    let gone = false
    if (chosen === undefined) return undefined
    runner.credentials().then(
      (list) => {
        const fields = list.find(({ id }) => id === chosen)?.fields ?? []
        const open = fields.flatMap(({ name, shown }) =>
          shown === undefined ? [] : [[name, shown] as const],
        )
        if (!gone) setFound({ of: chosen, shown: Object.fromEntries(open) })
      },
      // Without the runner the request is drawn with these left empty.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [chosen, runner])
  return found !== undefined && found.of === chosen ? found.shown : nothingShown
}
