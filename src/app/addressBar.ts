import { parseRoute, printRoute, type Route } from '../editor/shell/routes.ts'
import { Observable } from './observable.ts'

/** The page's address as a route, over the browser's history. */
export class AddressBar {
  readonly route: Observable<Route>

  constructor() {
    this.route = new Observable(parseRoute(location.pathname))
    window.addEventListener('popstate', () => this.route.set(parseRoute(location.pathname)))
  }

  go(route: Route, { replace = false }: { readonly replace?: boolean } = {}): void {
    const path = printRoute(route)
    if (path === location.pathname) return
    if (replace) history.replaceState(null, '', path)
    else history.pushState(null, '', path)
    this.route.set(route)
  }
}
