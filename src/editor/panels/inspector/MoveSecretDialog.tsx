import { useMemo, useState } from 'react'
import { secretAt } from '../../../model/checks/secrets.ts'
import type { Problem } from '../../../model/problem.ts'
import { edit } from '../../../store/edit.ts'
import { failureOf } from '../../../store/runThunks.ts'
import { selectConnector, selectCredential } from '../../../store/selectors.ts'
import { credentialChosen } from '../../../store/sessionSlice.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { credentialsChanged } from '../../credentials/useCredentials.ts'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../hooks.ts'
import { keepSecret } from './keepSecret.ts'

/** Takes a secret out of the document: first its value into the vault, then the fix as one undo step. */
export function MoveSecretDialog({ problem, onClose }: { problem: Problem; onClose: () => void }) {
  const { runner } = useEditorStore().extra
  const dispatch = useAppDispatch()
  const connector = useAppSelector(selectConnector)
  const chosen = useAppSelector(selectCredential)
  const found = useMemo(
    () => (connector === undefined ? undefined : secretAt(connector, problem)),
    [connector, problem],
  )
  const [title, setTitle] = useState('My credential')
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<string>()
  const names = Object.keys(found?.values ?? {})

  const move = async () => {
    const { fix } = problem
    if (connector === undefined || found === undefined || fix === undefined) return
    setPending(true)
    setFailure(undefined)
    try {
      const id = await keepSecret({ runner, connector, secret: found, fix, chosen, title })
      dispatch(edit(fix.edits, { label: fix.label, policy: 'record' }))
      dispatch(credentialChosen({ connector: connector.id, credential: id }))
      credentialsChanged()
      onClose()
    } catch (error) {
      setFailure(failureOf(error).message)
      setPending(false)
    }
  }
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title="Move to credential"
      description="The value goes into the vault of the runner, encrypted. The connector keeps only its name, and names no credential."
      note={names.length === 1 ? '1 secret' : `${names.length} secrets`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={pending}
            unavailable={
              names.length === 0 ? 'The text has changed; there is no secret there now' : undefined
            }
            onClick={() => void move()}
          >
            Move
          </Button>
        </>
      }
    >
      <TextField
        label="Name of the credential"
        hint="Used where no fitting credential is chosen yet."
        value={title}
        onChange={setTitle}
      />
      <p>
        {names.length === 0
          ? 'Nothing would be moved.'
          : `Moved: ${names.map((name) => `auth.${name}`).join(', ')}. The value is not shown again.`}
      </p>
      {failure !== undefined && (
        <ErrorNote alert what="The secret was not moved." rule={`${failure} The connector is as it was.`} />
      )}
    </Dialog>
  )
}
