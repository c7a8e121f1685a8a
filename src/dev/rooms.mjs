// The rooms of src/ and what each may import: the table of src/README.md as data. The directions
// (.dependency-cruiser.cjs) and what a build depends on (freshness.mjs) are both drawn from it.

/**
 * Room → the rooms it may import, besides itself. `views` names what only `view.tsx` files of the room may import as
 * well; `node` marks the hosts that may touch Node, `react` the rooms that draw, `planned` those
 * that have a place in the design and no file yet.
 * @type {Record<string, { imports: string[], views?: string[], node?: true, react?: true, planned?: true }>}
 */
export const rooms = {
  expressions: { imports: [] },
  model: { imports: ['expressions'] },
  engine: { imports: ['model', 'expressions'] },
  /** The runner's HTTP contract: paths, bodies, problem codes, as types and zod schemas, read by both sides. */
  api: { imports: ['model', 'engine'] },
  nodes: { imports: ['model', 'expressions', 'engine'], views: ['ui'] },
  simulation: { imports: ['model', 'expressions', 'engine'] },
  formats: { imports: ['model', 'expressions', 'engine', 'nodes'] },
  lifecycle: { imports: ['model', 'engine'], planned: true },
  storage: { imports: ['model', 'engine', 'lifecycle'] },
  store: {
    imports: ['model', 'expressions', 'engine', 'api', 'nodes', 'lifecycle', 'simulation', 'formats'],
  },
  ui: { imports: [], react: true },
  editor: {
    imports: [
      'expressions',
      'model',
      'engine',
      'api',
      'nodes',
      'simulation',
      'formats',
      'lifecycle',
      'store',
      'ui',
    ],
    react: true,
  },
  app: {
    imports: [
      'expressions',
      'model',
      'engine',
      'api',
      'nodes',
      'simulation',
      'formats',
      'lifecycle',
      'storage',
      'store',
      'ui',
      'editor',
    ],
    react: true,
  },
  runner: {
    imports: ['model', 'expressions', 'engine', 'api', 'nodes', 'lifecycle', 'formats', 'simulation'],
    node: true,
  },
  cli: {
    imports: ['model', 'expressions', 'engine', 'api', 'nodes', 'formats', 'simulation', 'runner'],
    node: true,
  },
  /** Installs, builds, tests: Node built-ins, and the tools it drives. */
  dev: { imports: [], node: true },
}

/** Packages that draw: only rooms marked `react`, and the views of nodes, may import them. A trailing `*` is a prefix. */
export const drawingPackages = [
  'react',
  'react-dom',
  'react-redux',
  '@xyflow/*',
  '@xstate/react',
  '@base-ui/*',
  '@tanstack/*',
  'lucide-react',
]

/** Packages that belong to a host or an adapter, and the rooms they belong to. */
export const packageRooms = {
  undici: ['runner', 'cli'],
  hono: ['runner', 'cli'],
  '@hono/*': ['runner', 'cli'],
  dexie: ['storage'],
  '@reduxjs/toolkit': ['store', 'app'],
  'csv-parse': ['engine'],
  saxes: ['engine'],
  'json-schema-faker': ['simulation'],
}

/** Files with large parsers that few runs need: imported where one is needed, so that no start waits for them. */
export const loadedLate = [
  'engine/send/readCsv.ts',
  'engine/send/readXml.ts',
  'simulation/samples/sampleRun.ts',
]

/** Packages for tests and stories only: nothing in src imports them, the tools that src/dev drives apart. */
export const testPackages = [
  'vitest',
  '@vitest/*',
  'storybook',
  '@storybook/*',
  'playwright',
  'playwright-core',
  'fast-check',
  'axe-core',
  'fake-indexeddb',
  '@sparticuz/*',
]

/** A room and everything it can reach: what a bundle that starts in it may contain. */
export function reach(room) {
  const found = new Set()
  const visit = (name) => {
    if (found.has(name)) return
    found.add(name)
    for (const next of [...rooms[name].imports, ...(rooms[name].views ?? [])]) visit(next)
  }
  visit(room)
  return [...found].toSorted()
}
