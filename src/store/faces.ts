import type { Connector, GraphNode, Note } from '../model/document.ts'
import type { FaceRow, KindCatalog, KindFacts, Port } from '../model/kinds.ts'

/**
 * What stands on a node's card and how large that makes it. Sizes are computed from the definition, never measured: the
 * canvas can then place, cull, search and fit 5,000 nodes without drawing one.
 */
export interface Face {
  readonly kind: string
  /** The kind's title: "Request". */
  readonly kindTitle: string
  readonly title: string
  /** The line in plain words: "GET /classes/Customer". */
  readonly summary: string
  readonly rows: readonly FaceRow[]
  readonly ports: readonly Port[]
  readonly width: number
  /** Without the footer that a node wears while it has something to say of a run. */
  readonly height: number
  /** Other nodes stand inside: drawn as a frame around them. */
  readonly container: boolean
  /** The kind is not in the catalogue, or the settings do not fit it: drawn as it is, with its problem. */
  readonly broken: boolean
}

/** Measures of a card, in canvas pixels (design/visual-language.md, Node anatomy). */
export const faceMeasures = {
  leastWidth: 148,
  mostWidth: 304,
  header: 44,
  row: 24,
  /** The request's address box (26) right under the header, and the room below it, less the body's padding. */
  urlRow: 28,
  bodyPadding: 6,
  footer: 28,
  note: { width: 220, height: 120 },
  /** A container and the room between its border and what is inside: sockets stand above and below. */
  container: { width: 360, height: 330, side: 32, above: 104, below: 60, ports: 66, inner: 126 },
} as const

/** Average advance of a letter in Inter 13/600, 11, 12 and the mono 12, in pixels; wide enough that text is seldom cut. */
const advance = { title: 7.4, line: 6.1, text: 6.6, mono: 7.2 } as const
/** The line under the title widens a card up to here; a longer one is cut, the inspector has it whole. */
const longestLine = 24
const headerExtras = 10 + 26 + 8 + 10 + 24
const rowExtras = 12 + 12 + 20
/** A value longer than this does not widen its card any further. */
const longestCounted = 60

const nobody: readonly FaceRow[] = []
const cache = new WeakMap<GraphNode, { service: Connector['service']; catalog: KindCatalog; face: Face }>()

/** The face of a node; the same object until its node or the service changes. */
export function nodeFace(node: GraphNode, connector: Connector, catalog: KindCatalog): Face {
  const known = cache.get(node)
  if (known !== undefined && known.service === connector.service && known.catalog === catalog)
    return known.face
  const face = makeFace(node, connector, catalog)
  cache.set(node, { service: connector.service, catalog, face })
  return face
}

/** Width and height of a node's card in canvas pixels, without a run's footer. */
export function nodeSize(
  node: GraphNode,
  connector: Connector,
  catalog: KindCatalog,
): { readonly width: number; readonly height: number } {
  return nodeFace(node, connector, catalog)
}

/** Size of a note a person has not resized. */
export function noteSize(_note: Note): { readonly width: number; readonly height: number } {
  return faceMeasures.note
}

/**
 * Where a port is, from the node's top left corner. Main ports sit at the header's centre, a port that belongs to a row at
 * the row's centre; ports that share a side and have no row stand below the header's centre, a row apart.
 */
export function portOffset(
  face: Face,
  port: string,
  size: { readonly width: number } = face,
): { readonly x: number; readonly y: number } {
  const found = face.ports.find((other) => other.name === port)
  if (face.container) return containerPort(found, size.width)
  const x = found?.way === 'out' ? size.width : 0
  let top = faceMeasures.header + faceMeasures.bodyPadding
  for (const row of face.rows) {
    const height = rowHeight(row)
    if (row.port === port) return { x, y: top + height / 2 }
    top += height
  }
  const alongside = face.ports.filter(
    (other) =>
      other.way === (found?.way ?? 'in') &&
      other.side === found?.side &&
      !face.rows.some((row) => row.port === other.name),
  )
  const place = Math.max(
    0,
    alongside.findIndex((other) => other.name === port),
  )
  return {
    x,
    y: Math.min(faceMeasures.header / 2 + place * faceMeasures.row, Math.max(22, face.height - 11)),
  }
}

/** Outer ports stand on the border beside the upper sockets; inner ones inside of it, beside the header of what is there. */
function containerPort(port: Port | undefined, width: number): { readonly x: number; readonly y: number } {
  const { container } = faceMeasures
  if (port?.side !== 'inner') return { x: port?.way === 'out' ? width : 0, y: container.ports }
  // From inside, what is given comes from the left and what is taken goes to the right.
  const x = port.way === 'out' ? container.side / 2 : width - container.side / 2
  return { x, y: container.inner }
}

function rowHeight(row: FaceRow): number {
  return row.style === 'url' ? faceMeasures.urlRow : faceMeasures.row
}

function makeFace(node: GraphNode, connector: Connector, catalog: KindCatalog): Face {
  const facts = Object.hasOwn(catalog, node.kind) ? catalog[node.kind] : undefined
  const drawn = facts === undefined ? undefined : draw(facts, node, connector)
  const rows = drawn?.rows ?? nobody
  const kindTitle = facts?.title ?? node.kind
  const summary =
    drawn?.summary ??
    (facts === undefined ? 'This kind of node is not known here' : 'Its settings cannot be read')
  const container = facts?.binds !== undefined
  const body = rows.reduce((height, row) => height + rowHeight(row), 0)
  return {
    kind: node.kind,
    kindTitle,
    title: node.title,
    summary,
    rows,
    ports: facts?.ports ?? [],
    container,
    ...(container
      ? { width: faceMeasures.container.width, height: faceMeasures.container.height }
      : {
          width: widthOf(node.title, summary, rows),
          height: faceMeasures.header + (rows.length === 0 ? 0 : body + faceMeasures.bodyPadding * 2),
        }),
    broken: drawn === undefined,
  }
}

/** Settings that came from a file may be anything, so a definition that trips over them must not take the canvas along. */
function draw(
  facts: KindFacts,
  node: GraphNode,
  connector: Connector,
): { summary: string; rows: readonly FaceRow[] } | undefined {
  const settings = facts.settings.safeParse(node.settings)
  if (!settings.success) return undefined
  try {
    return { summary: facts.summary(settings.data, connector), rows: facts.face(settings.data, connector) }
  } catch {
    return undefined
  }
}

function widthOf(title: string, summary: string, rows: readonly FaceRow[]): number {
  const line = Math.min(summary.length, longestLine) * advance.line
  let widest = headerExtras + Math.max(letters(title) * advance.title, line)
  for (const row of rows) {
    const value = letters(row.value) * (row.style === 'text' ? advance.text : advance.mono)
    const method = row.method === undefined ? 0 : (letters(row.method) + 1) * advance.mono
    widest = Math.max(widest, rowExtras + letters(row.label) * advance.text + method + value)
  }
  // Whole grid steps of 4, so that cards of nearly the same content line up.
  const width = Math.ceil(widest / 4) * 4
  return Math.min(faceMeasures.mostWidth, Math.max(faceMeasures.leastWidth, width))
}

const letters = (text: string) => Math.min(text.length, longestCounted)
