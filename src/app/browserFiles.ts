import type { Clipboard, Files } from '../store/extra.ts'

/** Files in and out through the browser's own dialogs. */
export const browserFiles: Files = {
  choose: (accept) =>
    new Promise((resolve, reject) => {
      const input = document.createElement('input')
      input.type = 'file'
      input.accept = accept
      input.addEventListener('cancel', () => resolve(undefined))
      input.addEventListener('change', () => {
        const file = input.files?.[0]
        if (file === undefined) resolve(undefined)
        else
          file
            .arrayBuffer()
            .then((buffer) => resolve({ name: file.name, bytes: new Uint8Array(buffer) }), reject)
      })
      input.click()
    }),
  save: (name, text, type) => saveBlob(name, new Blob([text], { type })),
}

/** Hands a file to the browser's downloads. */
export function saveBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on the content once the press was taken; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export const browserClipboard: Clipboard = {
  read: () => navigator.clipboard.readText(),
  write: (text) => navigator.clipboard.writeText(text),
}
