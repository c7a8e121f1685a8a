// Icons are imported by name from one module that names two thousand files. A build that reads each icon's own file instead
// reads a hundred, and knows which part of the page needs which.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const all = fileURLToPath(new URL('../esm/lucide-react.mjs', import.meta.resolve('lucide-react')))

/** @returns {import('vite').Plugin} */
export function iconImports() {
  /** @type {Map<string, string> | undefined} */
  let files
  return {
    name: 'icon-imports',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]src[\\/].*\.tsx?$/, code: /from ["']lucide-react["']/ },
      handler: (code) => {
        files ??= fileOfIcon()
        return code.replace(/import \{([^}]*)\} from ["']lucide-react["'];?/g, (_all, names) =>
          names
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '' && !name.startsWith('type '))
            .map((name) => {
              const [exported, local = exported] = name.split(/\s+as\s+/)
              const file = files.get(exported)
              if (file === undefined) throw new Error(`lucide-react has no icon ${exported}.`)
              return `import ${local} from 'lucide-react/icons/${file}';`
            })
            .join(''),
        )
      },
    },
  }
}

function fileOfIcon() {
  const files = new Map()
  for (const [, names, file] of readFileSync(all, 'utf8').matchAll(
    /export \{([^}]*)\} from '\.\/icons\/([^']+)\.mjs'/g,
  ))
    for (const [, name] of names.matchAll(/default as (\w+)/g)) files.set(name, file)
  return files
}
