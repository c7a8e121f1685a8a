import { Repeat } from 'lucide-react'
import { FaceRows, type NodeView } from '../card/view.tsx'

/** How the pages are drawn: a frame with the four sockets in its corners. */
export const paginationView: NodeView = {
  icon: Repeat,
  hue: 'pages',
  line: 'summary',
  loop: true,
  short: 'Each page',
  unit: ['record', 'records'],
  Face: FaceRows,
}
