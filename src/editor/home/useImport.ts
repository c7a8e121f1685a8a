import { useCallback, useState } from 'react'
import type { Problem } from '../../model/problem.ts'
import { maxConnectorBytes, readConnector } from '../../model/read.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { useEditorStore } from '../hooks.ts'
import { useHost } from '../shell/host.ts'

/** A file that could not be imported, and everything that is wrong with it. */
export interface RefusedFile {
  readonly name: string
  readonly problems: readonly Problem[]
}

export interface Import {
  /** Imports a file's content; a known id asks first, a bad file is answered by `refused`. */
  take(name: string, source: string | Uint8Array): Promise<void>
  takeFile(file: File): Promise<void>
  choose(): Promise<void>
  readonly refused: RefusedFile | undefined
  dismiss(): void
}

/** Brings connector files in: chosen, dropped or pasted. */
export function useImport(): Import {
  const store = useEditorStore()
  const host = useHost()
  const [refused, setRefused] = useState<RefusedFile>()

  const take = useCallback(
    async (name: string, source: string | Uint8Array) => {
      const refuse = (code: string, message: string) =>
        setRefused({ name, problems: [{ code, severity: 'error', path: [], message }] })
      const { connector, problems } = readConnector(source)
      if (connector === undefined) {
        setRefused({ name, problems })
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
        refuse('not-kept', error instanceof Error ? error.message : 'The connector could not be kept.')
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
        setRefused({
          name: file.name,
          problems: [
            {
              code: 'not-readable',
              severity: 'error',
              path: [],
              message: 'The browser could not read the file. Is it still there?',
            },
          ],
        })
      }
    },
    [take],
  )
  const choose = useCallback(async () => {
    const file = await store.extra.files.choose('.json,application/json')
    if (file !== undefined) await take(file.name, file.bytes)
  }, [store, take])
  return { take, takeFile, choose, refused, dismiss: () => setRefused(undefined) }
}

/** Whether pasted text looks like a connector file of ours. */
export function looksLikeConnector(text: string): boolean {
  return /^\s*\{/.test(text) && text.includes('"patchbay.connector/')
}
