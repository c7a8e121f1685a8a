import type { NodeId } from '../../model/ids.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { useAppDispatch } from '../hooks.ts'
import { ImportCurlDialog } from './ImportCurlDialog.tsx'

interface ImportCurlOverlayProps {
  text: string | undefined
  into: NodeId | undefined
}

/** The dialog as the shell opens it, from wherever commands were pasted. */
export function ImportCurlOverlay({ text, into }: ImportCurlOverlayProps) {
  const dispatch = useAppDispatch()
  return <ImportCurlDialog text={text} into={into} onClose={() => dispatch(overlayOpened(undefined))} />
}
