import { TextCursorInput } from 'lucide-react'
import { FaceRows, type NodeView } from '../card/view.tsx'

/** How an inputs node is drawn: a row for each field. */
export const inputsView: NodeView = {
  icon: TextCursorInput,
  hue: 'inputs',
  line: 'summary',
  unit: ['item', 'items'],
  Face: FaceRows,
}
