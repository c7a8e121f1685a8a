// Which parts the built editor is made of: a part for each moment at which something is loaded, and parts for what moments
// share. Left alone the bundler makes a part of every set of dialogs that share a module: 130, which compress worse each by
// itself and cost a request each.

/**
 * Moment → what is loaded at it (files below the root), and the moments that are past by then, theirs included.
 * @type {Readonly<Record<string, { files: readonly string[], after?: readonly string[] }>>}
 */
export const moments = {
  page: { files: ['index.html', 'src/app/main.tsx'] },
  canvas: {
    files: ['src/editor/connector/ConnectorPage.tsx', 'src/editor/canvas/Canvas.tsx'],
    after: ['page'],
  },
  home: { files: ['src/editor/home/HomePage.tsx'], after: ['page'] },
  /** The first paint: createPage.ts loads these at once behind it, on every page. */
  painted: {
    files: [
      'src/app/databaseStorage.ts',
      'src/app/runnerClient.ts',
      'src/app/firstStart.ts',
      'src/app/checkInWorker.ts',
      'src/store/problems.ts',
    ],
    after: ['page'],
  },
  beside: {
    files: [
      'src/editor/outline/Outline.tsx',
      'src/editor/panels/inspector/Inspector.tsx',
      'src/editor/panels/run/RunPanel.tsx',
    ],
    after: ['page', 'canvas', 'painted'],
  },
  /** Dialogs and menus of every page, pages that have them at once, and what reads and writes files. */
  anywhere: {
    files: [
      'src/editor/search/Palette.tsx',
      'src/editor/search/Find.tsx',
      'src/editor/search/Shortcuts.tsx',
      'src/editor/connector/RenameDialog.tsx',
      'src/editor/home/ImportKnownDialog.tsx',
      'src/editor/home/RefusedFileDialog.tsx',
      'src/editor/home/CardMenu.tsx',
      'src/editor/home/NewConnectorDialog.tsx',
      'src/editor/home/RenameConnectorDialog.tsx',
      'src/editor/credentials/CredentialDialog.tsx',
      'src/editor/credentials/CredentialMenu.tsx',
      'src/editor/credentials/CredentialsPage.tsx',
      'src/editor/runs/RunsPage.tsx',
      'src/model/read.ts',
      'src/model/print.ts',
      'src/model/fragment.ts',
      'src/store/copyConnector.ts',
      'src/store/runThunks.ts',
      'src/simulation/demo/sample.ts',
    ],
    after: ['page', 'painted'],
  },
  // Workers start without the page: what they share with it is a part of its own, which touches no document.
  check: { files: ['src/app/check.worker.ts'] },
  fold: { files: ['src/storage/fold.worker.ts'] },
}

/** Large libraries that few ask for, with what loads them. */
const apart = /node_modules[\\/](@dagrejs|json-schema-faker)|src[\\/]simulation[\\/]samples/

/**
 * The bundler's groups, one for each number of moments at which a module is there. What is there at more comes first,
 * because a group takes along what its modules import and no group before it took.
 * @param {string} root the project's folder, as the bundler writes it in front of its files
 */
export function partsByMoment(root) {
  const names = Object.keys(moments)
  /** @type {Map<string, Set<string>> | undefined} */
  let users
  const partOf = (id, context) => {
    users ??= usersOfEach(root, (module) => context.getModuleInfo(module))
    const used = users.get(id) ?? new Set()
    const early = ({ after = [] }) => after.some((moment) => used.has(moment))
    const there = names.filter((name) => used.has(name) || early(moments[name]))
    return { count: there.length, name: there.filter((name) => !early(moments[name])).join('-') }
  }
  // What no moment needs, the last group, is asked for while somebody works on a connector.
  const counts = [...names.map((_, index) => names.length - index), 0]
  return counts.map((wanted) => ({
    debugName: `there at ${wanted} moments`,
    priority: wanted,
    name: (id, context) => {
      const { count, name } = partOf(id, context)
      // Another build with this configuration (the stories) has no such page.
      return count !== wanted || users.size === 0 || apart.test(id) ? null : name || 'later'
    },
  }))
}

/** The moments whose files import each module without waiting. */
function usersOfEach(root, infoOf) {
  const users = new Map()
  for (const [moment, { files }] of Object.entries(moments)) {
    const seen = new Set()
    const waiting = files.map((file) => `${root}/${file}`)
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const info = seen.has(id) ? null : infoOf(id)
      if (info === null) continue
      seen.add(id)
      if (!users.has(id)) users.set(id, new Set())
      users.get(id).add(moment)
      waiting.push(...info.importedIds)
    }
  }
  return users
}
