import type { ReferencePath } from '../../../expressions/ast.ts'
import { printReference } from '../../../expressions/print.ts'
import type { Json } from '../../../model/json.ts'
import type { TreePath } from '../../../ui/treeRows.ts'
import { ValueTree } from '../../../ui/ValueTree.tsx'
import { useEditorStore } from '../../hooks.ts'
import { writeReference } from '../template/dragReference.ts'
import styles from './RunPanel.module.css'

interface OutputTreeProps {
  label: string
  value: Json
  /** How the value is called by other nodes; without any, it can be looked at but not dragged. */
  paths: readonly ReferencePath[]
}

/** A value to look through; what is dragged out of it onto a templated field becomes a reference there. */
export function OutputTree({ label, value, paths }: OutputTreeProps) {
  const { clipboard, announce } = useEditorStore().extra
  const below = (path: TreePath): ReferencePath[] => paths.map(([root, ...keys]) => [root, ...keys, ...path])
  const copy = async (path: TreePath) => {
    const [first] = below(path)
    const text = first === undefined ? path.join('.') : printReference(first)
    try {
      await clipboard.write(text)
      announce(`Copied ${text}`)
    } catch {
      announce('The browser did not let the page write to the clipboard.')
    }
  }
  return (
    <ValueTree
      className={styles.fill}
      label={label}
      value={value}
      openAt={openFirst(value)}
      onCopyPath={(path) => void copy(path)}
      {...(paths.length === 0
        ? {}
        : {
            onDragValue: (path: TreePath, _value: unknown, data: DataTransfer) =>
              writeReference(data, below(path)),
          })}
    />
  )
}

/** The root, and a single list under it with its first element: what one looks for is mostly there. */
function openFirst(value: Json): readonly TreePath[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[]]
  const lists = Object.entries(value).filter(([, inner]) => Array.isArray(inner))
  const [only] = lists
  return lists.length === 1 && only !== undefined ? [[], [only[0]], [only[0], 0]] : [[]]
}
