import { Table2 } from 'lucide-react'
import { FaceRows, type NodeView } from '../card/view.tsx'

/** How an output is drawn: what it gives back. */
export const outputView: NodeView = {
  icon: Table2,
  hue: 'output',
  line: 'summary',
  unit: ['record', 'records'],
  Face: FaceRows,
}
