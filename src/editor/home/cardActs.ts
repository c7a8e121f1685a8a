import { Copy, Download, FolderOpen, Pencil, Trash2 } from 'lucide-react'

/** What a card's menu can do with its connector. */
export interface CardActs {
  open(): void
  rename(): void
  duplicate(): void
  exportFile(): void
  remove(): void
}

export const cardActs = [
  { act: 'open', label: 'Open', icon: FolderOpen },
  { act: 'rename', label: 'Rename', icon: Pencil },
  { act: 'duplicate', label: 'Duplicate', icon: Copy },
  { act: 'exportFile', label: 'Export', icon: Download },
  { act: 'remove', label: 'Delete', icon: Trash2 },
] as const satisfies readonly { act: keyof CardActs; label: string; icon: unknown }[]
