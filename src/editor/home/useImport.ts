import { useCallback } from 'react'
import { maxConnectorBytes, readConnector } from '../../model/read.ts'
import { looksLikeCurl } from '../../formats/curl/looksLikeCurl.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import type { Overlay } from '../../store/state.ts'
import { useEditorStore } from '../hooks.ts'
import { useHost } from '../shell/host.ts'

export interface Import {
  /** Imports a file's content; a known id asks first, a bad file is answered by the dialog `refused`. */
  take(name: string, source: string | Uint8Array): Promise<void>
  takeFile(file: File): Promise<void>
  choose(): Promise<void>
}

/** Brings connector files in, and files of curl commands: chosen, dropped or pasted. */
export function useImport(): Import {
  const store = useEditorStore()
  const host = useHost()

  const take = useCallback(
    async (name: string, source: string | Uint8Array) => {
      const text = commandsIn(source)
      if (text !== undefined) {
        store.dispatch(overlayOpened({ kind: 'import-curl', text }))
        return
      }
      const { connector, problems } = readConnector(source)
      if (connector === undefined) {
        store.dispatch(overlayOpened({ kind: 'refused', name, problems }))
        return
      }
      try {
        const known = await store.extra.keep.find(connector.id)
        if (known !== undefined) {
          store.dispatch(overlayOpened({ kind: 'import', connector, known: known.title }))
          return
        }
        await host.shelf.create(connector)
        host.go({ page: 'operation', connector: connector.id })
      } catch (error) {
        const message = error instanceof Error ? error.message : 'The connector could not be kept.'
        store.dispatch(overlayOpened(refusal(name, 'not-kept', message)))
      }
    },
    [store, host],
  )
  const takeFile = useCallback(
    async (file: File) => {
      // A file of gigabytes is refused by its size, unread.
      if (file.size > maxConnectorBytes) {
        await take(file.name, new Uint8Array(maxConnectorBytes + 1))
        return
      }
      try {
        await take(file.name, new Uint8Array(await file.arrayBuffer()))
      } catch {
        const message = 'The browser could not read the file. Is it still there?'
        store.dispatch(overlayOpened(refusal(file.name, 'not-readable', message)))
      }
    },
    [store, take],
  )
  const choose = useCallback(async () => {
    const file = await store.extra.files.choose('.json,application/json')
    if (file !== undefined) await take(file.name, file.bytes)
  }, [store, take])
  return { take, takeFile, choose }
}

/** A file that is not wrong in itself, and could not be taken all the same. */
function refusal(name: string, code: string, message: string): Extract<Overlay, { kind: 'refused' }> {
  return { kind: 'refused', name, problems: [{ code, severity: 'error', path: [], message }] }
}

/** The text of a file of curl commands: no connector, and not larger than what a person looks through. */
function commandsIn(source: string | Uint8Array): string | undefined {
  if (source.length > 2_000_000) return undefined
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source)
  return !/^\s*\{/.test(text) && looksLikeCurl(text) ? text : undefined
}

/** Whether pasted text looks like a connector file of ours. */
export function looksLikeConnector(text: string): boolean {
  return /^\s*\{/.test(text) && text.includes('"patchbay.connector/')
}
