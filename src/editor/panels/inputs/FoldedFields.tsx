import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Field } from '../../../model/document.ts'
import { Button } from '../../../ui/Button.tsx'
import styles from './FieldsForm.module.css'

export interface FoldedFieldsProps {
  fields: readonly Field[]
  /** One of these stands open whatever a person chose: what was refused is never behind the fold. */
  opened: (field: Field) => boolean
  draw: (field: Field) => ReactNode
}

/** Advanced fields, behind a fold. */
export function FoldedFields({ fields, opened, draw }: FoldedFieldsProps) {
  const [chosen, setChosen] = useState(false)
  const open = chosen || fields.some(opened)
  if (fields.length === 0) return null
  return (
    <>
      <Button
        variant="link"
        size={28}
        icon={open ? ChevronDown : ChevronRight}
        aria-expanded={open}
        className={styles.more}
        onClick={() => setChosen(!open)}
      >
        Advanced
      </Button>
      {open && fields.map(draw)}
    </>
  )
}
