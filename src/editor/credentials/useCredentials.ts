import { useCallback, useEffect, useState } from 'react'
import type { CredentialSummary } from '../../api/contract.ts'
import { useHost } from '../shell/host.ts'

export type Credentials =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly list: readonly CredentialSummary[] }

/** Those who show credentials hear of each other's changes: the picker of what the page made. */
const listeners = new Set<() => void>()

/** Tells all lists of credentials on the page to ask the runner again. */
export function credentialsChanged(): void {
  for (const listener of listeners) listener()
}

/** The credentials that the runner keeps: names, never values. Asked for again when the runner comes back. */
export function useCredentials(): Credentials & { reload(): void } {
  const { runner, presence } = useHost()
  const [credentials, setCredentials] = useState<Credentials>({ state: 'loading' })
  const [turn, setTurn] = useState(0)
  const reload = useCallback(() => setTurn((now) => now + 1), [])
  const away = presence === 'gone'
  useEffect(() => {
    listeners.add(reload)
    return () => void listeners.delete(reload)
  }, [reload])
  // `turn` and `away` are reasons to ask again, not part of the question.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => {
    let gone = false
    runner.credentials().then(
      (list) => {
        if (!gone) setCredentials({ state: 'ready', list })
      },
      (error: unknown) => {
        if (!gone) setCredentials({ state: 'failed', message: messageOf(error) })
      },
    )
    return () => {
      gone = true
    }
  }, [runner, turn, away])
  return { ...credentials, reload }
}

export const messageOf = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'That did not work. Try again.'
