import { KeyRound } from 'lucide-react'
import { FaceRows, type NodeView } from '../card/view.tsx'

/** How an auth node is drawn: where the credential goes, and that it is hidden. */
export const authView: NodeView = {
  icon: KeyRound,
  hue: 'auth',
  line: 'summary',
  unit: ['sign-in', 'sign-ins'],
  Face: FaceRows,
}
