import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { NodeId } from '../../model/ids.ts'
import { EditError } from '../../model/edits.ts'
import { edit } from '../../store/edit.ts'
import { selectOperation } from '../../store/selectors.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { cx } from '../../ui/classNames.ts'
import { useEditorStore } from '../hooks.ts'
import styles from './RenameField.module.css'

/** A node's name being changed where it stands. Enter and leaving keep it, Escape does not; a name that is taken is said. */
export function RenameField({ node, title }: { readonly node: NodeId; readonly title: string }) {
  const store = useEditorStore()
  const [typed, setTyped] = useState(title)
  const [refusal, setRefusal] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const over = useRef(false)
  useEffect(() => {
    // Where the card has to travel into sight first, the view travels there, not the page.
    field.current?.focus({ preventScroll: true })
    field.current?.select()
  }, [])

  const close = () => {
    over.current = true
    store.dispatch(overlayOpened(undefined))
  }
  const keep = (): boolean => {
    const operation = selectOperation(store.getState())
    const name = typed.trim()
    if (operation === undefined || name === title) return true
    try {
      store.dispatch(
        edit([{ edit: 'renameNode', operation: operation.id, node, title: name }], {
          label: 'Rename node',
          policy: 'record',
        }),
      )
      return true
    } catch (error) {
      if (!(error instanceof EditError)) throw error
      setRefusal(error.message)
      store.extra.announce(error.message)
      return false
    }
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    event.nativeEvent.stopImmediatePropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    if (event.key === 'Enter' && !keep()) return
    const card = field.current?.closest<HTMLElement>('[data-node], [data-outline-row]')
    close()
    card?.focus()
  }
  return (
    <input
      ref={field}
      className={cx(styles.field, 'nodrag nopan')}
      value={typed}
      aria-label="Name of the node"
      aria-invalid={refusal !== undefined || undefined}
      title={refusal}
      onChange={(event) => {
        setTyped(event.target.value)
        setRefusal(undefined)
      }}
      onKeyDown={onKeyDown}
      onBlur={() => {
        // Leaving with a name that cannot be: the old one stays, and why has been said.
        if (!over.current) {
          keep()
          close()
        }
      }}
    />
  )
}
