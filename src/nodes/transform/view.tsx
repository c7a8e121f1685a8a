import { Shapes } from 'lucide-react'
import { FaceRows, type NodeView } from '../card/view.tsx'

/** How a transform is drawn: its steps in order. */
export const transformView: NodeView = {
  icon: Shapes,
  hue: 'transform',
  line: 'kind',
  unit: ['record', 'records'],
  Face: FaceRows,
}
