import { Globe } from 'lucide-react'
import { FaceRows, type NodeView } from '../card/view.tsx'

/** How a request is drawn: its address, the place where auth comes in, the first query parameters, its body. */
export const requestView: NodeView = {
  icon: Globe,
  hue: 'request',
  line: 'kind',
  unit: ['record', 'records'],
  Face: FaceRows,
}
