import {
  Blocks,
  CalendarDays,
  CreditCard,
  Database,
  LifeBuoy,
  Megaphone,
  ShoppingCart,
  Truck,
  Users,
} from 'lucide-react'
import type { IconShape } from '../../ui/Icon.tsx'

interface ConnectorIcon {
  /** As it stands in the document; empty is the plain one. */
  readonly name: string
  /** In words, for who does not see it. */
  readonly title: string
  readonly shape: IconShape
}

const plain: ConnectorIcon = { name: '', title: 'Plain', shape: Blocks }

/** The pictures a connector may wear. None is a vendor's logo. */
export const connectorIcons: readonly ConnectorIcon[] = [
  plain,
  { name: 'database', title: 'Database', shape: Database },
  { name: 'users', title: 'People', shape: Users },
  { name: 'shopping-cart', title: 'Shop', shape: ShoppingCart },
  { name: 'credit-card', title: 'Payments', shape: CreditCard },
  { name: 'life-buoy', title: 'Support', shape: LifeBuoy },
  { name: 'megaphone', title: 'Marketing', shape: Megaphone },
  { name: 'truck', title: 'Delivery', shape: Truck },
  { name: 'calendar', title: 'Calendar', shape: CalendarDays },
]

/** The picture of a connector; a plain one where its name is none of ours. */
export function connectorIcon(name: string): IconShape {
  return (connectorIcons.find((icon) => icon.name === name) ?? plain).shape
}
