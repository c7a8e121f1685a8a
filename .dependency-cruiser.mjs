// The import directions of src/, drawn from the table in src/dev/rooms.mjs. test/house/directions.test.ts runs this over
// src/ and over a folder of deliberate violations. A type-only import counts as an import.
import { drawingPackages, loadedLate, packageRooms, rooms, testPackages } from './src/dev/rooms.mjs'

const views = '^src/nodes/.+/view\\.tsx$'
const names = Object.keys(rooms)
const folders = (list) => `^src/(${list.join('|')})/`
const marked = (mark) => names.filter((name) => rooms[name][mark])

/** A pattern for the paths these packages resolve to, wherever node_modules lies, or for their bare names. */
function packagePattern(list) {
  const each = list.map((name) =>
    name.endsWith('*') ? name.slice(0, -1).replaceAll('.', '\\.') : `${name.replaceAll('.', '\\.')}(/|$)`,
  )
  return `(^|/node_modules/|^node_modules/)(@types/)?(${each.join('|')})`
}

const roomRules = names.map((name) => ({
  name: `room-${name}`,
  comment: `${name} may import only: ${rooms[name].imports.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: folders([name]), ...(rooms[name].views ? { pathNot: views } : {}) },
  to: { path: '^src/', pathNot: folders([name, ...rooms[name].imports]) },
}))

const viewRules = names
  .filter((name) => rooms[name].views)
  .map((name) => ({
    name: `views-${name}`,
    comment: `The views of ${name} may import only: ${[...rooms[name].imports, ...rooms[name].views].join(', ')}.`,
    severity: 'error',
    from: { path: views },
    to: { path: '^src/', pathNot: folders([name, ...rooms[name].imports, ...rooms[name].views]) },
  }))

const packageRules = Object.entries(packageRooms).map(([name, homes]) => ({
  name: `package-${name}`,
  comment: `Only ${homes.join(' and ')} may import ${name}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: folders(homes) },
  to: { path: packagePattern([name]) },
}))

export default {
  forbidden: [
    ...roomRules,
    ...viewRules,
    ...packageRules,
    {
      name: 'views-only-where-drawn',
      comment:
        'The views are listed in src/nodes/views.ts; only rooms that draw, and other views, may import it or them.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/nodes/views\\.ts$', views, folders(marked('react'))] },
      to: { path: [views, '^src/nodes/views\\.ts$'] },
    },
    {
      name: 'drawing',
      comment: `Only ${marked('react').join(', ')} and the views of nodes may import what draws.`,
      severity: 'error',
      from: { path: '^src/', pathNot: [folders(marked('react')), views] },
      to: { path: packagePattern(drawingPackages) },
    },
    {
      name: 'node-built-ins',
      comment: `Only ${marked('node').join(', ')} may touch Node.`,
      severity: 'error',
      from: { path: '^src/', pathNot: folders(marked('node')) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'loaded-late',
      comment: `Only import() may load ${loadedLate.join(' and ')}.`,
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: `^src/(${loadedLate.map((file) => file.replaceAll('.', '\\.')).join('|')})$`,
        dynamic: false,
      },
    },
    {
      name: 'expressions-alone',
      comment: 'The expression language needs no package.',
      severity: 'error',
      from: { path: folders(['expressions']) },
      to: { pathNot: '^src/' },
    },
    {
      name: 'no-test-code',
      comment: 'src imports no test, story or test tool.',
      severity: 'error',
      from: { path: '^src/', pathNot: folders(['dev']) },
      to: { path: ['^(test|stories|\\.storybook)/', packagePattern(testPackages)] },
    },
    {
      name: 'outside-rooms',
      comment: 'Every source file lies in a room of the table.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/', pathNot: folders(names) },
    },
    {
      name: 'no-cycle',
      comment: 'No cycles, not of types either.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'What cannot be found cannot be judged.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Tools import packages whose files we do not judge; only their names matter.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
