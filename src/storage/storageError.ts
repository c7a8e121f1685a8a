/**
 * Why something could not be kept or read. `newer`: a newer Patchbay has already changed this browser's database. `blocked`:
 * another tab keeps the old one open. `corrupt`: it is there and cannot be read.
 */
export type StorageErrorKind = 'quota' | 'newer' | 'blocked' | 'unavailable' | 'corrupt' | 'lost'

export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly kind: StorageErrorKind

  constructor(kind: StorageErrorKind, message = words[kind], cause?: unknown) {
    super(message, { cause })
    this.kind = kind
  }
}

/** What happened and what to do, as people read it. */
const words: Readonly<Record<StorageErrorKind, string>> = {
  quota: 'Not saved: the disk is full. Export a copy, or free some space; saving is tried again by itself.',
  newer:
    'A newer Patchbay has used this browser and changed how it keeps connectors. Reload the page to get that version. Until then nothing is kept here: export a copy of what you make.',
  blocked:
    'Another tab with an older Patchbay keeps the database open. Close the other Patchbay tabs, then reload. Until then nothing is kept here.',
  unavailable:
    'This browser does not let the page keep anything (a private window, or site data is switched off). Export a copy before you leave.',
  corrupt: 'What this browser kept of the connector cannot be read.',
  lost: 'This connector is being edited in another tab. What you changed here since is still on the page: export a copy to keep it.',
}

const kindsByName: Readonly<Record<string, StorageErrorKind>> = {
  QuotaExceededError: 'quota',
  VersionError: 'newer',
  DataError: 'corrupt',
  DataCloneError: 'corrupt',
  NotReadableError: 'corrupt',
}

/**
 * The error of IndexedDB or Dexie as one of ours. A full disk shows itself as the reason of an aborted transaction, so the
 * causes inside are asked first.
 */
export function toStorageError(error: unknown): StorageError {
  for (
    let inner: unknown = error, depth = 0;
    inner !== undefined && inner !== null && depth < 8;
    depth += 1
  ) {
    if (inner instanceof StorageError) return inner
    const { name, inner: next, cause } = inner as { name?: unknown; inner?: unknown; cause?: unknown }
    const kind = typeof name === 'string' && Object.hasOwn(kindsByName, name) ? kindsByName[name] : undefined
    if (kind !== undefined) return new StorageError(kind, words[kind], error)
    inner = next ?? cause
  }
  return new StorageError('unavailable', words.unavailable, error)
}
