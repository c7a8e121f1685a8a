import { Repeat2 } from 'lucide-react'
import { FaceRows, type NodeView } from '../card/view.tsx'

/** How the items are drawn: a frame around what is done with each. */
export const forEachView: NodeView = {
  icon: Repeat2,
  hue: 'pages',
  line: 'summary',
  unit: ['record', 'records'],
  Face: FaceRows,
}
