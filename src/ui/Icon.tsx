import type { LucideIcon } from 'lucide-react'

/** An icon as lucide-react exports it; import each by its name, so that only those used are built in. */
export type IconShape = LucideIcon

export interface IconProps {
  /** The picture. */
  icon: IconShape
  /** Width and height in px; 16 unless told. */
  size?: number
  /** Words, where the icon stands alone; without them it is hidden from screen readers. */
  label?: string
  className?: string
}

/** One Lucide icon: 1.75 stroke at 16 px and above, 2 below, so that small ones do not fade. */
export function Icon({ icon: Shape, size = 16, label, className }: IconProps) {
  const words = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return <Shape size={size} strokeWidth={size <= 14 ? 2 : 1.75} className={className} {...words} />
}
