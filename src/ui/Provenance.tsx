import { Disc2, FlaskConical, Layers, Pencil, Pin, Radio } from 'lucide-react'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import styles from './Provenance.module.css'

export type Origin = 'live' | 'recorded' | 'sample' | 'edited' | 'pinned' | 'simulated'

export interface ProvenanceProps {
  /** Where the shown value comes from; of a mix, the least real one. */
  origin: Origin
  /** Height in px: 36 where it must be seen from the back of a room. */
  size?: 20 | 36
}

const forms: Readonly<Record<Origin, { icon: IconShape; words: string; meaning: string }>> = {
  live: { icon: Radio, words: 'Live', meaning: 'The service, just now' },
  recorded: { icon: Disc2, words: 'Recorded', meaning: 'A real answer, kept' },
  pinned: { icon: Pin, words: 'Pinned', meaning: 'Held still by you' },
  edited: { icon: Pencil, words: 'Edited', meaning: 'Changed by you' },
  sample: { icon: Layers, words: 'Sample', meaning: 'A sample you chose' },
  simulated: { icon: FlaskConical, words: 'Simulated', meaning: 'Made up by Patchbay' },
}

/** The badge every shown value carries. What is real differs in form: ink pill, outline; what a
 * person put in its place is filled grey; what is made up has a dashed outline. */
export function Provenance({ origin, size = 20 }: ProvenanceProps) {
  const form = forms[origin]
  return (
    <span className={cx(styles.badge, styles[origin], size === 36 && styles.large)} title={form.meaning}>
      <Icon icon={form.icon} size={size === 36 ? 18 : 12} />
      {form.words}
    </span>
  )
}
