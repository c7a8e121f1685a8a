import '../../../src/ui/base.css'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, expect, vi } from 'vitest'
import { page } from 'vitest/browser'
import { Canvas } from '../../../src/editor/canvas/Canvas.tsx'
import type { Connector, Edge, GraphNode, Operation } from '../../../src/model/document.ts'
import { editor, EditorFrame } from '../../../stories/editor/canvas/frame.tsx'
import type { OpenEditor } from '../../store/editor.ts'

let root: Root | undefined

afterEach(() => {
  root?.unmount()
  root = undefined
  document.body.replaceChildren()
})

/** Draws the canvas of a connector's first operation, and waits until its cards stand. */
export async function openCanvas(connector?: Connector): Promise<OpenEditor> {
  await page.viewport(1100, 760)
  const place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
  root.render(
    <EditorFrame {...(connector === undefined ? {} : { connector })} width={1000} height={640}>
      <Canvas />
    </EditorFrame>,
  )
  await vi.waitFor(() => expect(document.querySelector('.react-flow__pane')).not.toBeNull(), 10_000)
  await vi.waitFor(() => expect(document.querySelector('.react-flow__viewport')).not.toBeNull(), 10_000)
  return editor
}

export function operationNow(): Operation {
  const { document: state, session } = editor.store.getState()
  const found = state.connector?.operations.find(({ id }) => id === session.operation)
  if (found === undefined) throw new Error('No operation is open.')
  return found
}

export const nodesNow = (): GraphNode[] => Object.values<GraphNode>(operationNow().graph.nodes)
export const edgesNow = (): Edge[] => Object.values<Edge>(operationNow().graph.edges)

export function nodeNow(kind: string): GraphNode {
  const found = nodesNow().find((node) => node.kind === kind)
  if (found === undefined) throw new Error(`There is no ${kind} node.`)
  return found
}

/** "Inputs → Get customer.in" for each edge, sorted. */
export function wiring(): string[] {
  const { nodes } = operationNow().graph
  return edgesNow()
    .map(({ from, to }) => `${nodes[from.node]?.title} → ${nodes[to.node]?.title}.${to.port}`)
    .toSorted()
}

export function one(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(`Nothing is drawn as ${selector}.`)
  return found
}

export const cardOf = (kind: string): HTMLElement => one(`[data-node="${nodeNow(kind).id}"]`)
export const portOf = (kind: string, port: string): HTMLElement =>
  one(`[data-node="${nodeNow(kind).id}"] [data-port="${port}"]`)

/** A place on empty canvas, in the window. */
export function emptyPlace(): { x: number; y: number } {
  const frame = one('.react-flow').getBoundingClientRect()
  return { x: frame.left + 620, y: frame.top + 60 }
}
