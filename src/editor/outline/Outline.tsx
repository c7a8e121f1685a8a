// Rows come and go in blocks, and a native list has no room for what is not a row.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import type { Note } from '../../model/document.ts'
import { type OutlineItem, outlineOf } from '../../store/outline.ts'
import { factsOf } from '../../store/picker.ts'
import { selectCanEdit } from '../../store/selectors.ts'
import { selected } from '../../store/sessionSlice.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Button } from '../../ui/Button.tsx'
import { TargetList } from '../canvas/Connecting.tsx'
import { FocusContext, FocusKeeper } from '../canvas/focusKeeper.ts'
import { type CanvasGraph, useGraph } from '../canvas/graph.ts'
import { KindPicker } from '../canvas/KindPicker.tsx'
import { RunPaintContext, useRunPaint } from '../canvas/runPaint.ts'
import { useAppSelector, useCommand, useEditorStore } from '../hooks.ts'
import styles from './Outline.module.css'
import { blockSize, OutlineBlock } from './OutlineBlock.tsx'
import { OutlineNote } from './OutlineNote.tsx'

/** The open operation as a numbered list in plain words, with every edit of the canvas and no canvas at all. */
export function Outline() {
  const graph = useGraph()
  return graph === undefined ? null : <OperationOutline key={graph.operation.id} graph={graph} />
}

function OperationOutline({ graph }: { readonly graph: CanvasGraph }) {
  const store = useEditorStore()
  const command = useCommand()
  const paint = useRunPaint(store)
  const canEdit = useAppSelector(selectCanEdit)
  const keeper = useMemo(() => new FocusKeeper(), [])
  const frame = useRef<HTMLDivElement>(null)
  const { connector, operation, catalog } = graph
  const items = useMemo(
    () => outlineOf(factsOf(connector, operation, catalog)),
    [connector, operation, catalog],
  )
  const blocks = useMemo(() => blocksOf(items), [items])
  const notes = useMemo(
    () => Object.values<Note>(operation.graph.notes).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    [operation.graph.notes],
  )
  /** All rows in their order: nodes, then notes. */
  const rows = useMemo(() => [...items, ...notes].map(({ id }) => id), [items, notes])
  const chosen = useAppSelector((state) => rows.find((id) => state.session.selected[id] === true))
  // Where Tab comes to: the chosen row, or else the first.
  const current = chosen ?? rows[0]
  useEffect(() => {
    keeper.attach(frame.current)
    return () => keeper.attach(null)
  }, [keeper])

  const onKeyDown = (event: KeyboardEvent) => {
    // While an edge is drawn, the arrows choose among its ends; in a menu or a field they have a meaning of their own.
    const { overlay } = store.getState().session
    const row = event.target instanceof Element ? event.target.closest('[data-outline-row]') : null
    if (overlay?.kind === 'connecting' || row === null || !isRowItself(event.target)) return
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const at = current === undefined ? -1 : rows.indexOf(current)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))]
    keeper.entered()
    if (next !== undefined) store.dispatch(selected([next]))
  }
  return (
    <RunPaintContext value={paint}>
      <FocusContext value={keeper}>
        {/* The keys are those of the rows inside. */}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
        <div
          ref={frame}
          className={styles.frame}
          onKeyDown={onKeyDown}
          onFocus={keeper.entered}
          onBlur={keeper.left}
        >
          <section className={styles.sheet} data-canvas aria-label={`Outline of ${operation.title}`}>
            {items.length === 0 ? (
              <EmptyState action={<Button onClick={() => command('add-node')}>Add a node</Button>}>
                This operation has no nodes yet.
              </EmptyState>
            ) : (
              <>
                <div role="list" aria-label="Nodes" className={styles.list}>
                  {blocks.map((block, at) => (
                    <OutlineBlock
                      key={`block ${String(at)}`}
                      graph={graph}
                      items={block}
                      first={at * blockSize}
                      count={items.length}
                      current={block.some(({ id }) => id === current) ? current : undefined}
                    />
                  ))}
                </div>
                {canEdit && (
                  <Button size={28} onClick={() => command('add-node', { at: below(graph) })}>
                    Add a node
                  </Button>
                )}
              </>
            )}
            {notes.length > 0 && (
              <>
                <h2 className={styles.heading}>Notes</h2>
                <div role="list" aria-label="Notes" className={styles.list}>
                  {notes.map((note) => (
                    <OutlineNote key={note.id} note={note} isCurrent={note.id === current} />
                  ))}
                </div>
              </>
            )}
          </section>
          <Overlays graph={graph} chosen={chosen} />
        </div>
      </FocusContext>
    </RunPaintContext>
  )
}

function blocksOf(items: readonly OutlineItem[]): OutlineItem[][] {
  const blocks: OutlineItem[][] = []
  for (let at = 0; at < items.length; at += blockSize) blocks.push(items.slice(at, at + blockSize))
  return blocks
}

/** The row's own button, and none of those behind it. */
const isRowItself = (target: EventTarget) =>
  target instanceof Element && target.hasAttribute('data-outline-title')

/** A place under everything, for a node that nothing leads to yet. */
function below({ index }: CanvasGraph): { x: number; y: number } {
  const all = index.boxes.bounds()
  return all === undefined ? { x: 0, y: 0 } : { x: all.x, y: all.y + all.height + 96 }
}

/** The choices that the canvas opens at the pointer, here beside the chosen row. */
function Overlays({ graph, chosen }: { readonly graph: CanvasGraph; readonly chosen: string | undefined }) {
  const overlay = useAppSelector((state) => state.session.overlay)
  const beside = useMemo(
    () => () => {
      const row = document.querySelector(`[data-outline-row="${chosen ?? ''}"]`)?.getBoundingClientRect()
      return row === undefined ? { x: 0, y: 0 } : { x: row.left + 48, y: row.bottom }
    },
    [chosen],
  )
  const leave = () => {
    document.querySelector<HTMLElement>(`[data-outline-row="${chosen ?? ''}"] [data-outline-title]`)?.focus()
  }
  if (overlay?.kind === 'kinds')
    return (
      <KindPicker
        graph={graph}
        overlay={overlay}
        dropped={overlay.from === undefined && overlay.into === undefined}
        toWindow={beside}
        onLeave={leave}
      />
    )
  return overlay?.kind === 'connecting' ? <TargetList graph={graph} overlay={overlay} /> : null
}
