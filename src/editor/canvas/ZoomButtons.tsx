import { Maximize, Minus, Plus } from 'lucide-react'
import { IconButton } from '../../ui/IconButton.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { useCommand } from '../hooks.ts'
import styles from './Furniture.module.css'

export interface ZoomButtonsProps {
  readonly percent: number
  /** What is fitted: "graph". */
  readonly whole: string
}

/** Zoom out, how far one is, zoom in, fit. */
export function ZoomButtons({ percent, whole }: ZoomButtonsProps) {
  const command = useCommand()
  return (
    <Toolbar label="Zoom" floating className={styles.zoom}>
      <IconButton
        icon={Minus}
        label="Zoom out"
        shortcut="Mod+-"
        side="top"
        onClick={() => command('zoom-out')}
      />
      <Tooltip text="Zoom to 100 %" shortcut="Mod+0" side="top">
        <button
          type="button"
          className={styles.percent}
          aria-label={`${percent} %, zoom to 100 %`}
          onClick={() => command('zoom-100')}
        >
          {percent}%
        </button>
      </Tooltip>
      <IconButton
        icon={Plus}
        label="Zoom in"
        shortcut="Mod+="
        side="top"
        onClick={() => command('zoom-in')}
      />
      <span className={styles.rule} aria-hidden />
      <IconButton
        icon={Maximize}
        label={`Fit the whole ${whole}`}
        shortcut="Shift+1"
        side="top"
        onClick={() => command('zoom-fit')}
      />
    </Toolbar>
  )
}
