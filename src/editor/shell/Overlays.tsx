import { lazy, type ReactNode, Suspense } from 'react'
import type { Overlay } from '../../store/state.ts'
import { useAppSelector } from '../hooks.ts'

const Palette = lazy(async () => ({ default: (await import('../search/Palette.tsx')).Palette }))
const Find = lazy(async () => ({ default: (await import('../search/Find.tsx')).Find }))
const Shortcuts = lazy(async () => ({ default: (await import('../search/Shortcuts.tsx')).Shortcuts }))
const TestAllDialog = lazy(async () => ({
  default: (await import('../connector/TestAllDialog.tsx')).TestAllDialog,
}))
const RenameDialog = lazy(async () => ({
  default: (await import('../connector/RenameDialog.tsx')).RenameDialog,
}))
const ImportKnownDialog = lazy(async () => ({
  default: (await import('../home/ImportKnownDialog.tsx')).ImportKnownDialog,
}))

const RefusedFileDialog = lazy(async () => ({
  default: (await import('../home/RefusedFileDialog.tsx')).RefusedFileDialog,
}))

const ImportCurlOverlay = lazy(async () => ({
  default: (await import('../import/ImportCurlOverlay.tsx')).ImportCurlOverlay,
}))

/** What the shell draws above the page; what belongs to the canvas (kinds, connecting, a node's name) is drawn there. */
const overlays: Partial<{
  [Kind in Overlay['kind']]: (overlay: Extract<Overlay, { kind: Kind }>) => ReactNode
}> = {
  palette: () => <Palette />,
  find: () => <Find />,
  shortcuts: () => <Shortcuts />,
  'test-all': () => <TestAllDialog />,
  rename: ({ target, id }) => (target === 'node' ? null : <RenameDialog target={target} id={id} />),
  import: (overlay) => <ImportKnownDialog connector={overlay.connector} known={overlay.known} />,
  'import-curl': ({ text, into }) => <ImportCurlOverlay text={text} into={into} />,
  refused: (overlay) => <RefusedFileDialog name={overlay.name} problems={overlay.problems} />,
}

export function Overlays() {
  const overlay = useAppSelector((state) => state.session.overlay)
  if (overlay === undefined) return null
  const draw = overlays[overlay.kind] as ((overlay: Overlay) => ReactNode) | undefined
  return <Suspense fallback={null}>{draw?.(overlay)}</Suspense>
}
