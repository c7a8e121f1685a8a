import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { useHost } from './host.ts'
import { printRoute, type Route } from './routes.ts'

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  to: Route
}

/** A link to another page of the editor: opened here by a plain press, in a tab of its own by the usual keys. */
export function Link({ to, onClick, children, ...rest }: LinkProps) {
  const host = useHost()
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0)
      return
    event.preventDefault()
    host.go(to)
  }
  return (
    <a {...rest} href={printRoute(to)} onClick={open}>
      {children}
    </a>
  )
}
