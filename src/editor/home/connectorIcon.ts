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

/** The pictures a connector may wear, by the name that stands in its document. */
const icons: Readonly<Record<string, IconShape>> = {
  database: Database,
  'shopping-cart': ShoppingCart,
  'life-buoy': LifeBuoy,
  'credit-card': CreditCard,
  truck: Truck,
  megaphone: Megaphone,
  users: Users,
  calendar: CalendarDays,
}

/** The picture of a connector; a plain one where its name is none of ours. */
export function connectorIcon(name: string): IconShape {
  return (Object.hasOwn(icons, name) ? icons[name] : undefined) ?? Blocks
}
