import type { HttpRequest } from '../../engine/io.ts'

/** A request with other pairs in its query; everything else of the address stays byte for byte. */
export function mapQuery(
  request: HttpRequest,
  change: (pairs: readonly string[]) => readonly string[],
): HttpRequest {
  const { url } = request
  const mark = url.indexOf('?')
  const address = mark < 0 ? url : url.slice(0, mark)
  const pairs = change(
    mark < 0
      ? []
      : url
          .slice(mark + 1)
          .split('&')
          .filter((pair) => pair !== ''),
  )
  return { ...request, url: pairs.length === 0 ? address : `${address}?${pairs.join('&')}` }
}

export const pairText = (name: string, value: string, encode: (text: string) => string): string =>
  `${encode(name)}=${encode(value)}`

/** The pairs with one in the place of all of that name; at the end where there was none. Undefined: none of that name. */
export function setPair(pairs: readonly string[], name: string, pair: string | undefined): string[] {
  const at = pairs.findIndex((each) => nameOf(each) === name)
  const others = pairs.filter((each) => nameOf(each) !== name)
  if (pair !== undefined) others.splice(at < 0 ? others.length : at, 0, pair)
  return others
}

/** The request without some of its query parameters: those named, or all but those. */
export function dropParameters(
  request: HttpRequest,
  which: 'named' | 'all-but',
  names: readonly string[],
): HttpRequest {
  const named = new Set(names)
  return mapQuery(request, (pairs) =>
    pairs.filter((pair) => named.has(nameOf(pair)) === (which === 'all-but')),
  )
}

/** The decoded name: `page%5Bsize%5D=10` and `page[size]=10` are of one name. */
function nameOf(pair: string): string {
  const name = pair.split('=', 1)[0] as string
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    return name
  }
}
