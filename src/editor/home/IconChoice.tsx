import { Segmented } from '../../ui/Segmented.tsx'
import styles from './IconChoice.module.css'
import { connectorIcons } from './connectorIcon.ts'

export interface IconChoiceProps {
  /** Name of the icon, as it stands in the document. */
  value: string
  onChange: (name: string) => void
  readOnly?: boolean
}

/** The picture that a connector and its service wear on the home page. */
export function IconChoice({ value, onChange, readOnly = false }: IconChoiceProps) {
  return (
    <div className={styles.choice}>
      <span className={styles.label} aria-hidden>
        Icon
      </span>
      <Segmented
        label="Icon"
        iconsOnly
        value={value}
        onChange={onChange}
        disabled={readOnly}
        choices={connectorIcons.map(({ name, title, shape }) => ({ value: name, label: title, icon: shape }))}
      />
    </div>
  )
}
