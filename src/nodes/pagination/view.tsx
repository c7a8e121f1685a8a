import { Repeat } from 'lucide-react'
import { FaceRows, type NodeView } from '../card/view.tsx'

/** How the pages are drawn where there is no room for the loop: the four sockets as rows. */
export const paginationView: NodeView = {
  icon: Repeat,
  hue: 'pages',
  line: 'summary',
  unit: ['record', 'records'],
  Face: FaceRows,
}
