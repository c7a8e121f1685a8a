import { overlayOpened } from '../../store/sessionSlice.ts'
import { useAppDispatch } from '../hooks.ts'
import { ImportCurlDialog } from './ImportCurlDialog.tsx'

/** The dialog as the shell opens it, from wherever commands were pasted. */
export function ImportCurlOverlay({ text }: { text: string | undefined }) {
  const dispatch = useAppDispatch()
  return <ImportCurlDialog text={text} onClose={() => dispatch(overlayOpened(undefined))} />
}
